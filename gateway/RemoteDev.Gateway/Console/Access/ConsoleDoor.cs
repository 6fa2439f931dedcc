using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Access;

/// <summary>
/// Stands before every page and endpoint of the portal's origin: asks the endpoint for its rule, walks the request through
/// Identify, StepUp and Authorize, and opens only then. What has no rule does not open.
/// </summary>
internal static class ConsoleDoor
{
    private static readonly Refusal NoSuchPage = new(RefusalCode.Unknown, "There is no such page here.");

    private static readonly Refusal ForeignPage = new(
        RefusalCode.CrossOrigin, "This request was made by a page that is not ours. Open the console itself and try again.");

    public static async Task Guard(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IPageRule>() is not { } rule)
        {
            context.Features.Set(NoSuchPage);
            return;
        }

        if (!rule.FromElsewhere && !SameOrigin.IsSafe(context.Request) && !SameOrigin.Holds(context.Request))
        {
            context.Features.Set(ForeignPage);
            return;
        }

        if (!rule.Public)
        {
            var walk = context.RequestServices.GetRequiredService<ConsoleWalk>();
            if (!(await walk.EnterAsync(context, rule.Action, rule.OrAction)).Passed(out var entry, out var refusal))
            {
                context.Features.Set(refusal);
                return;
            }

            context.Features.Set(entry);
            context.Features.Set(entry.Viewer);
        }

        await next(context);
    }
}
