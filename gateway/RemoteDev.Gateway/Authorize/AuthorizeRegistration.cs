using Microsoft.Extensions.DependencyInjection.Extensions;
using RemoteDev.Gateway.Authorize.Countries;
using RemoteDev.Gateway.Authorize.Decisions;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Authorize;

/// <summary>Registers the room.</summary>
internal static class AuthorizeRegistration
{
    public static WebApplicationBuilder AddAuthorize(this WebApplicationBuilder builder)
    {
        builder.AddCountries();
        builder.Services.TryAddSingleton<IDeviceJudge>(NoDevices.Instance);
        builder.Services.AddSingleton<Surroundings>();
        builder.Services.AddSingleton(static services =>
        {
            var catalog = services.GetRequiredService<CatalogRoom>();
            var rules = new RulesInForce(catalog.Current, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<Surroundings>());
            catalog.Changed += rules.Follow;
            rules.Follow(catalog.Current);
            return rules;
        });
        builder.Services.AddSingleton<LiveSessions>();
        builder.Services.AddSingleton<SessionOpening>();
        builder.Services.AddSingleton<SessionJudge>();
        builder.Services.AddSingleton<AuthorizeRoom>();
        builder.Services.AddHostedService<SessionWatch>();
        builder.Services.AddSingleton<WorkloadWatch>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<WorkloadWatch>());
        return builder;
    }

    // Read before anything starts: whoever trusts countries must not run without them.
    private static void AddCountries(this WebApplicationBuilder builder)
    {
        CountryFile? file = null;
        var options = builder.AddRoomOptions<AuthorizeOptions>(AuthorizeOptions.Section, (asked, faults) =>
        {
            if (asked.CountryDatabase.Length > 0)
            {
                (file, var fault) = CountryFile.Read(asked.CountryDatabase);
                if (fault is not null)
                {
                    faults.Add($"{RoomOptions.Root}:{AuthorizeOptions.Section}:{nameof(asked.CountryDatabase)}", $"{asked.CountryDatabase}: {fault}.");
                }
            }
        });
        if (file is not { } first)
        {
            builder.Services.AddSingleton<ICountries>(NoCountries.Instance);
            return;
        }

        builder.Services.AddSingleton(services => new CountryDatabase(
            options.CountryDatabase, first, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<CountryDatabase>>()));
        builder.Services.AddSingleton<ICountries>(static services => services.GetRequiredService<CountryDatabase>());
        builder.Services.AddSingleton<IReadinessPart>(static services => services.GetRequiredService<CountryDatabase>());
        builder.Services.AddHostedService(static services => services.GetRequiredService<CountryDatabase>());
    }
}
