namespace RemoteDev.Ssh.Connection;

/// <summary>Between a connection and whoever it was handed to by <see cref="SshServer"/> or <see cref="SshClient"/>.</summary>
internal sealed class HandedConnection(ISshConnectionHandler handler) : IConnectionHandler
{
    public void OnChannelOpen(ChannelOpening opening) => handler.OnChannelOpen(opening);

    public void OnGlobalRequest(GlobalRequest request) => handler.OnGlobalRequest(request);

    public void OnBatchHandled()
    {
        // The connection flushes those that were written to by itself.
    }

    public void OnDrained()
    {
        // Channels are told one by one.
    }

    public void OnEnded(SshFault fault)
    {
        // Told by who runs the transport, who also knows of ends before there was a connection.
    }
}
