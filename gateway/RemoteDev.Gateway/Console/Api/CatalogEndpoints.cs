using System.Globalization;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Documents;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Console.Access;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>The entries of the catalogue: list, read, put, remove. One rule per kind; all faults at once.</summary>
internal static class CatalogEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var kind in CatalogKinds.All)
        {
            MapKind(api, kind);
        }
    }

    private static void MapKind(IEndpointRouteBuilder api, CatalogKind kind)
    {
        var section = kind.Section();
        // A repository's name has two parts; every other name is one.
        var one = kind == CatalogKind.Repository ? $"/{section}/{{project}}/{{name}}" : $"/{section}/{{name}}";
        var rule = new ApiRuleAttribute(ActionFor(kind));

        api.MapGet($"/{section}", (HttpContext context, CatalogRoom catalog) =>
        {
            var snapshot = catalog.Current;
            context.Response.Headers.ETag = $"\"{snapshot.Version}\"";
            return Results.Ok(snapshot.NamesOf(kind).Order(StringComparer.Ordinal).Select(name => EntryAnswer.Find(snapshot, kind, name)));
        }).WithMetadata(rule).WithTags(section).WithSummary($"All {section}.");

        api.MapGet(one, (HttpContext context, CatalogRoom catalog) =>
        {
            var (snapshot, name) = (catalog.Current, NameOf(context));
            context.Response.Headers.ETag = $"\"{snapshot.Version}\"";
            return EntryAnswer.Find(snapshot, kind, name) is { } entry ? Results.Ok(entry) : Missing(kind, name);
        }).WithMetadata(rule).WithTags(section).WithSummary($"One of the {section}.");

        api.MapPut(one, (HttpContext context, CatalogRoom catalog) => PutAsync(kind, context, catalog, context.RequestAborted))
            .WithMetadata(rule).WithTags(section).WithSummary($"Adds or replaces one of the {section}; If-Match makes it conditional on the catalogue's version.");

        api.MapDelete(one, (HttpContext context, CatalogRoom catalog) => RemoveAsync(kind, context, catalog, context.RequestAborted))
            .WithMetadata(rule).WithTags(section).WithSummary($"Removes one of the {section}, when nothing names it any more.");
    }

    /// <summary>The version an <c>If-Match</c> header demands; false when the header is not one of ours.</summary>
    public static bool TryBaseVersion(HttpContext context, out long? version)
    {
        version = null;
        var header = context.Request.Headers.IfMatch.ToString();
        if (header.Length is 0 || header == "*")
        {
            return true;
        }

        var read = long.TryParse(header.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        version = read ? number : null;
        return read;
    }

    public static IResult BadVersion() =>
        ApiProblem.Faults([new CatalogFault("If-Match", "is not a version of the catalogue; send the ETag of an earlier answer")]);

    private static string ActionFor(CatalogKind kind) =>
        kind is CatalogKind.Vendor or CatalogKind.Role or CatalogKind.Document or CatalogKind.Provider or CatalogKind.Person or CatalogKind.Service ? ConsoleAction.ManagePeople : ConsoleAction.ManageCatalog;

    private static string NameOf(HttpContext context) =>
        context.GetRouteValue("project") is string project ? $"{project}/{context.GetRouteValue("name")}" : (string)context.GetRouteValue("name")!;

    private static async Task<IResult> PutAsync(CatalogKind kind, HttpContext context, CatalogRoom catalog, CancellationToken cancellationToken)
    {
        if (!TryBaseVersion(context, out var baseVersion))
        {
            return BadVersion();
        }

        if (await ApiBody.ReadAsync(context, ApiBody.EntryLimit, cancellationToken) is not { } body)
        {
            return ApiProblem.TooLarge(ApiBody.EntryLimit);
        }

        var actor = ApiCaller.Of(context).Actor;
        var reading = EntryBody.Read(kind, NameOf(context), body);
        var outcome = reading.Faults.Count > 0
            ? reading.Refuse(catalog.Preview(reading.Edits, actor))
            : await catalog.EditAsync(reading.Edits, actor, baseVersion, cancellationToken);
        return ApiProblem.Of(outcome, context);
    }

    private static async Task<IResult> RemoveAsync(CatalogKind kind, HttpContext context, CatalogRoom catalog, CancellationToken cancellationToken)
    {
        if (!TryBaseVersion(context, out var baseVersion))
        {
            return BadVersion();
        }

        var name = NameOf(context);
        return catalog.Current.NamesOf(kind).Contains(name, StringComparer.Ordinal)
            ? ApiProblem.Of(
                await catalog.EditAsync([new CatalogEdit.Remove(kind, name)], ApiCaller.Of(context).Actor, baseVersion, cancellationToken), context)
            : Missing(kind, name);
    }

    private static IResult Missing(CatalogKind kind, string name) => ApiProblem.NoSuchThing($"There is no {kind.Path(name)} in the catalogue.");
}
