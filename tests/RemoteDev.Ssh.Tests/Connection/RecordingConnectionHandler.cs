using RemoteDev.Ssh.Connection;

namespace RemoteDev.Ssh.Tests.Connection;

internal sealed class RecordingConnectionHandler : IConnectionHandler
{
    public Action<ChannelOpening>? Decide { get; set; }

    public List<ChannelOpening> Openings { get; } = [];

    public List<GlobalRequest> Requests { get; } = [];

    public int Batches { get; private set; }

    public int Drains { get; private set; }

    public List<SshFault> Ends { get; } = [];

    public void OnChannelOpen(ChannelOpening opening)
    {
        Openings.Add(opening);
        Decide?.Invoke(opening);
    }

    public void OnGlobalRequest(GlobalRequest request) => Requests.Add(request);

    public void OnBatchHandled() => Batches++;

    public void OnDrained() => Drains++;

    public void OnEnded(SshFault fault) => Ends.Add(fault);
}
