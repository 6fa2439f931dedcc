using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Console.Access;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>Suspending a person, which ends what they have open, and restoring them.</summary>
internal static class PeopleEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var rule = new ApiRuleAttribute(ConsoleAction.ManagePeople);
        api.MapPost("/people/{login}/suspend", (string login, HttpContext context, CatalogRoom catalog) => SetAsync(login, true, context, catalog, context.RequestAborted))
            .WithMetadata(rule).WithTags("people").Accepts<ReasonBody>("application/json").Produces<EditAnswer>()
            .WithSummary("Suspends a person at once; everything they have open ends.");
        api.MapPost("/people/{login}/restore", (string login, HttpContext context, CatalogRoom catalog) => SetAsync(login, false, context, catalog, context.RequestAborted))
            .WithMetadata(rule).WithTags("people").Accepts<ReasonBody>("application/json").Produces<EditAnswer>()
            .WithSummary("Lifts a suspension.");
    }

    private static async Task<IResult> SetAsync(string login, bool suspended, HttpContext context, CatalogRoom catalog, CancellationToken cancellationToken)
    {
        if (await ApiBody.ReadAsync(context, ApiBody.EntryLimit, cancellationToken) is not { } bytes)
        {
            return ApiProblem.TooLarge(ApiBody.EntryLimit);
        }

        var faults = new List<CatalogFault>();
        if (ApiBody.Parse<ReasonBody>(bytes, faults) is not { } body)
        {
            return ApiProblem.Faults(faults);
        }

        return catalog.Current.People.ContainsKey(login)
            ? ApiProblem.Of(
                await catalog.EditAsync([new CatalogEdit.SetSuspended(login, suspended, body.Reason)], ApiCaller.Of(context).Actor, null, cancellationToken), context)
            : ApiProblem.NoSuchThing($"There is no people/{login} in the catalogue.");
    }
}
