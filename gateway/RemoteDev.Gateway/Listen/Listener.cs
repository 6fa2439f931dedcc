namespace RemoteDev.Gateway.Listen;

/// <summary>Feature of a connection: the listener that accepted it.</summary>
internal sealed class Listener(ListenerKind kind)
{
    public ListenerKind Kind { get; } = kind;

    /// <summary>The listener of a request; None when the transport was not ours.</summary>
    public static ListenerKind Of(HttpContext context) => context.Features.Get<Listener>()?.Kind ?? ListenerKind.None;
}
