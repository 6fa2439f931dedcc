using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>
/// Who calls the API: a person whom the console's door let in, or the machine's operator on the local socket. Both are features
/// that only those doors set; nothing in a request says who calls.
/// </summary>
internal sealed class ApiCaller
{
    private readonly ConsoleEntry? _entry;

    private ApiCaller(Actor actor, ConsoleEntry? entry) => (Actor, _entry) = (actor, entry);

    /// <summary>The machine's operator. Only <see cref="OperatorDoor"/> puts it on a request.</summary>
    public static ApiCaller Operator { get; } = new(Actor.TheOperator, null);

    public Actor Actor { get; }

    /// <summary>The caller of this request.</summary>
    /// <exception cref="InvalidOperationException">No door let the request in: a fault in how endpoints are mapped, and it fails closed.</exception>
    public static ApiCaller Of(HttpContext context)
    {
        if (context.Features.Get<ApiCaller>() is { } known)
        {
            return known;
        }

        var entry = context.Features.Get<ConsoleEntry>() ?? throw new InvalidOperationException("An endpoint of the API opened without a door.");
        return new ApiCaller(new Actor(entry.Viewer.Login, "api", entry.Session?.Id, entry.Session?.Source), entry);
    }

    /// <summary>Why the caller may not also do this, beside the action that opened the endpoint, judged as a door judges; null when they may.</summary>
    public async ValueTask<Refusal?> WhyNotAsync(HttpContext context, string action, CancellationToken cancellationToken) => _entry is null
        ? null
        : await context.RequestServices.GetRequiredService<ConsoleWalk>().WhyNotAsync(context, _entry, action, cancellationToken);
}
