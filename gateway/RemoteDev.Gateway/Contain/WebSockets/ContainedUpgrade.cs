using Microsoft.AspNetCore.Http.Features;

namespace RemoteDev.Gateway.Contain.WebSockets;

/// <summary>
/// Stands in for Kestrel's upgrade (HTTP/1.1) and extended CONNECT (HTTP/2), so that whoever accepts the socket gets a
/// contained one: there is no way to the bare stream behind this.
/// </summary>
internal sealed class ContainedUpgrade(
    IHttpUpgradeFeature? upgrade, IHttpExtendedConnectFeature? connect, Func<Stream, Stream> contain)
    : IHttpUpgradeFeature, IHttpExtendedConnectFeature
{
    public bool IsUpgradableRequest => upgrade?.IsUpgradableRequest ?? false;

    public bool IsExtendedConnect => connect?.IsExtendedConnect ?? false;

    public string? Protocol => connect?.Protocol;

    /// <summary>Whether a request asks for a WebSocket; null when it asks for an upgrade to anything else.</summary>
    public static bool? Wants(HttpContext context)
    {
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } extended)
        {
            return extended.Protocol == "websocket" ? true : null;
        }

        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true })
        {
            return false;
        }

        var asked = context.Request.Headers.Upgrade;
        return asked.Count == 1 && asked[0]!.Equals("websocket", StringComparison.OrdinalIgnoreCase) && HttpMethods.IsGet(context.Request.Method)
            ? true
            : null;
    }

    /// <summary>Puts the containment between this request's socket and whoever accepts it.</summary>
    public static void Install(HttpContext context, Func<Stream, Stream> contain)
    {
        var contained = new ContainedUpgrade(
            context.Features.Get<IHttpUpgradeFeature>(), context.Features.Get<IHttpExtendedConnectFeature>(), contain);
        context.Features.Set<IHttpUpgradeFeature>(contained);
        context.Features.Set<IHttpExtendedConnectFeature>(contained);
    }

    public async Task<Stream> UpgradeAsync() => contain(await upgrade!.UpgradeAsync());

    public async ValueTask<Stream> AcceptAsync() => contain(await connect!.AcceptAsync());
}
