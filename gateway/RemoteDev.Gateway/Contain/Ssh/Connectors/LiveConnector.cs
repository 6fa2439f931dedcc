using System.Net;
using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Payloads;

namespace RemoteDev.Gateway.Contain.Ssh.Connectors;

/// <summary>A connector that is connected and registered.</summary>
/// <param name="Listens">What it asked to be listened on: it recognises its own channels by that.</param>
internal sealed record LiveConnector(string Environment, string Fingerprint, IPAddress Source, DateTimeOffset Since, SshConnection Connection, TcpIpForward Listens)
{
    private long _lastSeen = Since.UtcTicks;

    /// <summary>When it last gave a sign of life.</summary>
    public DateTimeOffset LastSeen => new(Volatile.Read(ref _lastSeen), TimeSpan.Zero);

    public void Seen(DateTimeOffset at) => Volatile.Write(ref _lastSeen, at.UtcTicks);
}
