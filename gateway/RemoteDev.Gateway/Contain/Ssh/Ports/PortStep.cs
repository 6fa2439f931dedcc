using RemoteDev.Gateway.Contain.CodeServer;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.Ssh.Ports;

/// <summary>How far a client's octets were read, and why no further. At most one of the reasons is set.</summary>
/// <param name="Read">That many were read.</param>
/// <param name="Request">A request begins: somebody has to say whether it may pass.</param>
/// <param name="WantsTunnel">VS Code wants a tunnel.</param>
/// <param name="Tunnel">Where to; null when it does not say it plainly.</param>
/// <param name="Refusal">It cannot be followed, so it ends.</param>
internal readonly record struct PortStep(int Read, RequestLine? Request, bool WantsTunnel, TunnelTarget? Tunnel, Refusal? Refusal)
{
    /// <summary>All was read, and nothing stands out.</summary>
    public bool IsPlain => Request is null && !WantsTunnel && Refusal is null;
}
