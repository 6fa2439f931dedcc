using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>Answers of the API: what an edit did, or problem+json (RFC 9457) with every fault in <c>faults</c>.</summary>
internal static class ApiProblem
{
    public static IResult Of(EditOutcome outcome, HttpContext context, bool dryRun = false) => outcome.Match(
        applied => Applied(applied, context, dryRun),
        refused => Faults(refused.Faults),
        stale => Results.Problem(
            title: "Stale",
            detail: $"Somebody else edited the catalogue meanwhile; it is at version {stale.CurrentVersion} now. Read it again, then edit.",
            statusCode: StatusCodes.Status412PreconditionFailed));

    public static IResult Faults(IEnumerable<CatalogFault> faults)
    {
        var all = faults.ToArray();
        // None is the caller's fault, and all pass.
        var unavailable = all is [{ Path: "trace" or "database" or CatalogFault.Busy }];
        return Results.Problem(
            title: unavailable ? "Unavailable" : "Faults",
            detail: all.Length == 1 ? $"{all[0].Path}: {all[0].Message}" : $"There are {all.Length} faults, and nothing was changed.",
            statusCode: unavailable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status422UnprocessableEntity,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["faults"] = all });
    }

    public static IResult Of(Refusal refusal) => Results.Problem(title: refusal.Code.ToString(), detail: refusal.Reason, statusCode: RefusalStatus.Of(refusal.Code));

    public static IResult NoSuchThing(string what) => Results.Problem(title: nameof(RefusalCode.Unknown), detail: what, statusCode: StatusCodes.Status404NotFound);

    public static IResult TooLarge(int limit) => Results.Problem(
        title: nameof(RefusalCode.Malformed), detail: $"The body is longer than {limit} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);

    private static IResult Applied(EditOutcome.Applied applied, HttpContext context, bool dryRun)
    {
        if (!dryRun)
        {
            context.Response.Headers.ETag = $"\"{applied.Version}\"";
        }

        return Results.Ok(new EditAnswer(applied.Version, dryRun, [.. applied.Changes.Select(ChangeAnswer.Of)]));
    }
}
