using System.Diagnostics.CodeAnalysis;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.Http;

/// <summary>
/// What a request would do, before anybody asks whether it may: the action policy is then asked about, or a refusal because it
/// is a way out that is no action at all. <c>default</c> is a refusal.
/// </summary>
internal readonly struct RouteVerdict
{
    private static readonly Refusal Unlisted = new(
        RefusalCode.NotContained, "This address of the environment is not one the gateway knows, so it stays closed.");

    private readonly Refusal? _refusal;

    private RouteVerdict(RouteKind kind, string action, string? detail, int? port, Refusal? refusal)
    {
        Kind = kind;
        Action = action;
        Detail = detail;
        Port = port;
        _refusal = refusal;
    }

    public RouteKind Kind { get; }

    /// <summary>The name of the action in policy: <c>browse</c>, <c>download</c>, <c>forwardPort</c>.</summary>
    public string Action { get; }

    /// <summary>What exactly: the path that would be downloaded, the place a redirect leads to.</summary>
    public string? Detail { get; }

    /// <summary>With <c>forwardPort</c>.</summary>
    public int? Port { get; }

    public static RouteVerdict Browse { get; } = new(RouteKind.Plain, ContainedActions.Browse, null, null, null);

    public static RouteVerdict WebSocket { get; } = new(RouteKind.WebSocket, ContainedActions.Browse, null, null, null);

    public static RouteVerdict CodeServerSocket { get; } = new(RouteKind.CodeServerSocket, ContainedActions.Browse, null, null, null);

    public static RouteVerdict Download(string what) => new(RouteKind.Plain, ContainedActions.Download, what, null, null);

    public static RouteVerdict ForwardPort(int port, RouteKind kind) => new(kind, ContainedActions.ForwardPort, null, port, null);

    public static RouteVerdict Redirect(string target) => new(RouteKind.Redirect, ContainedActions.Browse, target, null, null);

    public static RouteVerdict Refuse(string reason) => Refuse(new Refusal(RefusalCode.NotContained, reason));

    public static RouteVerdict Refuse(Refusal refusal) => new(RouteKind.None, "", null, null, refusal);

    /// <summary>True when the request is not to be asked about at all.</summary>
    public bool IsRefused([NotNullWhen(true)] out Refusal? refusal)
    {
        refusal = Kind == RouteKind.None ? _refusal ?? Unlisted : null;
        return refusal is not null;
    }
}
