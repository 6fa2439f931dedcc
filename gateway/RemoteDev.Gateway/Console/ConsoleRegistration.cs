using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Api;
using RemoteDev.Gateway.Console.Impact;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.OAuth;
using RemoteDev.Gateway.Console.OpenId;
using RemoteDev.Gateway.Console.Pages.Account;
using RemoteDev.Gateway.Console.Policies;
using RemoteDev.Gateway.Console.Policies.Words;
using RemoteDev.Gateway.Console.Portal;
using RemoteDev.Gateway.Console.Ssh;
using RemoteDev.Gateway.Doors.Terminal;

namespace RemoteDev.Gateway.Console;

/// <summary>Registers the portal, administration and security pages.</summary>
internal static class ConsoleRegistration
{
    // A browser asks for a WebSocket by GET, and over HTTP/2 by CONNECT.
    private static readonly string[] Socket = ["GET", "CONNECT"];

    public static WebApplicationBuilder AddConsole(this WebApplicationBuilder builder)
    {
        builder.Services.AddApi();
        builder.Services.AddSingleton<ConsoleAssets>();
        builder.Services.AddSingleton<ConsoleWalk>();
        builder.Services.AddSingleton<ProviderChoices>();
        builder.Services.AddSingleton<AwayCookie>();
        builder.Services.AddSingleton<RefusalTrace>();
        builder.Services.AddSingleton<EditImpact>();
        builder.Services.AddSingleton<PolicyVersions>();
        builder.Services.AddSingleton<DraftDesk>();
        builder.Services.AddSingleton<EnvironmentOutlooks>();
        builder.Services.AddSingleton<SshIntroduction>();
        builder.Services.AddSingleton<TargetChecks>();
        builder.Services.AddSingleton<SshCertificateReach>();
        builder.Services.AddSingleton<GitPlaces>();
        builder.Services.AddSingleton<GitWindows>();
        builder.Services.AddSingleton<EndWords>();
        builder.Services
            .AddRazorPages(options =>
            {
                options.RootDirectory = "/Console/Pages";
                // The form that edits an entry also adds one; an address of its own keeps every name free for entries.
                options.Conventions.AddPageRoute("/People/Person", "/new/person");
                options.Conventions.AddPageRoute("/People/Vendor", "/new/vendor");
                options.Conventions.AddPageRoute("/People/Role", "/new/role");
                options.Conventions.AddPageRoute("/Papers/Document", "/new/document");
                options.Conventions.AddPageRoute("/Providers/Provider", "/new/provider");
                options.Conventions.AddPageRoute("/Catalog/Project", "/new/project");
                options.Conventions.AddPageRoute("/Catalog/Environment", "/new/environment");
                options.Conventions.AddPageRoute("/Catalog/Repository", "/new/repository");
                options.Conventions.AddPageRoute("/Catalog/Service", "/new/service");
                options.Conventions.AddPageRoute("/Windows/Window", "/new/window");
                options.Conventions.AddPageRoute("/Networks/Network", "/new/network");
                options.Conventions.AddPageRoute("/Policy/Draft", "/policy/drafts/new");
            })
            .AddMvcOptions(options => options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true)
            .AddApplicationPart(typeof(ConsoleRegistration).Assembly);
        builder.Services.Configure<CookieTempDataProviderOptions>(options => options.Cookie = Hard("__Host-rd-notice"));
        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie = Hard("__Host-rd-form");
            options.FormFieldName = "_form";
            options.HeaderName = "X-RemoteDev-Form";
            options.SuppressXFrameOptionsHeader = true;
        });
        return builder;
    }

    /// <summary>
    /// Maps pages and assets. Only the portal's door may lead here: requests of the other doors are answered before.
    /// </summary>
    public static WebApplication UseConsole(this WebApplication app)
    {
        app.Use(PageHeaders.Apply);
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(20), KeepAliveTimeout = TimeSpan.FromSeconds(20) });
        app.UseMiddleware<RefusalPages>();
        app.UseRouting();
        app.Use(ConsoleDoor.Guard);
        app.MapGet("/assets/{name}", static (string name, string? v, ConsoleAssets assets, HttpResponse response) =>
            assets.Serve(name, v, response)).WithMetadata(new OpenToAllAttribute());
        app.MapGet("/policy/words", static (CatalogRoom catalog) => Results.Json(PolicyWords.Of(catalog.Current), JsonSerializerOptions.Web))
            .WithMetadata(new OpenToAttribute(ConsoleAction.EditPolicy));
        app.MapMethods("/terminal/{environment}/socket", Socket, ServeTerminalAsync).WithMetadata(new OpenToVerifiedAttribute());
        app.MapRazorPages();
        app.MapApi();
        OAuthEndpoints.Map(app);
        AssertionEndpoints.Map(app);
        OpenIdEndpoints.Map(app);
        return app;
    }

    private static async Task ServeTerminalAsync(HttpContext http)
    {
        var door = http.RequestServices.GetRequiredService<TerminalDoor>();
        var entry = http.Features.Get<ConsoleEntry>() ?? throw new InvalidOperationException("A terminal opened without the console's door.");
        if (await door.ServeAsync(http, entry.Verified, (string)http.GetRouteValue("environment")!) is { } refusal)
        {
            http.Features.Set(refusal);
        }
    }

    private static SecureCookie Hard(string name) =>
        new() { Name = name, Path = "/", HttpOnly = true, SameSite = SameSiteMode.Strict, SecurePolicy = CookieSecurePolicy.None };
}
