using System.Reflection;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>The REST API: its lines in the console's registration.</summary>
internal static class ApiRegistration
{
    /// <summary>Where everything stands.</summary>
    public const string Prefix = "/api/v1";

    public static IServiceCollection AddApi(this IServiceCollection services) =>
        services.AddOpenApi("v1", options =>
        {
            options.ShouldInclude = static description => description.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
            options.AddDocumentTransformer(static (document, _, _) =>
            {
                document.Info.Title = "RemoteDev Gateway";
                document.Info.Description = "Administration of the gateway. The same API answers at the portal's origin, where policy decides "
                    + "who may call what, and on the operator's Unix socket.";
                return Task.CompletedTask;
            });
        });

    /// <summary>Maps the endpoints of catalogue, policy and files. Other rooms add theirs beside them, each with an <see cref="ApiRuleAttribute"/>.</summary>
    /// <param name="described">False where the same endpoints are mapped a second time, so that the description has them once.</param>
    public static void MapApi(this IEndpointRouteBuilder app, bool described = true)
    {
        app.MapOpenApi($"{Prefix}/openapi.json").WithMetadata(new ApiRuleAttribute(null));
        var api = app.MapGroup(Prefix);
        if (!described)
        {
            api.ExcludeFromDescription();
        }

        CatalogEndpoints.Map(api);
        DirectoryEndpoints.Map(api);
        PeopleEndpoints.Map(api);
        ApplyEndpoints.Map(api);
        PolicyEndpoints.Map(api);
        AccessTokenEndpoints.Map(api);
        CredentialEndpoints.Map(api);
        ServiceEndpoints.Map(api);
        ResetEndpoints.Map(api);
        SessionEndpoints.Map(api);
        SshEndpoints.Map(api);
        ConnectorEndpoints.Map(api);
        TraceEndpoints.Map(api);
        RecordingEndpoints.Map(api);
        api.MapGet("/status", Status).WithMetadata(new ApiRuleAttribute(ConsoleAction.ManageCatalog)).WithTags("status").Produces<StatusAnswer>()
            .WithSummary("How the gateway is.");
    }

    private static StatusAnswer Status(CatalogRoom catalog, PolicyDrafts drafts, TraceRoom trace)
    {
        var snapshot = catalog.Current;
        return new StatusAnswer(
            typeof(ApiRegistration).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
            trace.IsHealthy,
            snapshot.Version,
            snapshot.Policy?.Number,
            snapshot.Bundle.Policies.Count > 0,
            snapshot.PolicyWarning,
            [.. drafts.FailedSchedules.Select(draft => $"draft {draft.Number} of {draft.Author}, due {draft.ActivateAt:u}: {draft.Failure?.Split('\n')[0]}")],
            CatalogKinds.All.ToDictionary(kind => kind.Section(), kind => snapshot.NamesOf(kind).Length, StringComparer.Ordinal),
            snapshot.LoadFaults);
    }
}
