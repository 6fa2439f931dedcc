using System.Collections.Concurrent;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>What one connection lets its target open towards the person: only what the person asked for and policy granted.</summary>
internal sealed class GrantedExtras
{
    private readonly ConcurrentDictionary<int, byte> _ports = new();
    private volatile bool _agent;
    private volatile bool _display;
    private volatile bool _anyPort;

    public void GrantAgent(Permitted permitted) => _agent = permitted is not null;

    public void GrantDisplay(Permitted permitted) => _display = permitted is not null;

    /// <summary>The target listens on this port for the person; 0: on one that it chose.</summary>
    public void GrantPort(int port)
    {
        _anyPort |= port == 0;
        _ports[port] = 0;
    }

    public void WithdrawPort(int port) => _ports.TryRemove(port, out _);

    /// <summary>Whether the target may reach back to the person for this port.</summary>
    public bool HasPort(int port) => _anyPort || _ports.ContainsKey(port);

    public bool HasAgent => _agent;

    public bool HasDisplay => _display;
}
