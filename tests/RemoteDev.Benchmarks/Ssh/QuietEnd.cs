using RemoteDev.Ssh.Connection;

namespace RemoteDev.Benchmarks.Ssh;

/// <summary>A session that says yes to what it is asked, and does nothing.</summary>
internal sealed class QuietEnd : IChannelHandler
{
    public void OnOpened(SshChannel channel)
    {
        // Nothing is sent.
    }

    public void OnData(ReadOnlySpan<byte> data, uint stream)
    {
        // Nothing is kept.
    }

    public void OnWindow()
    {
        // Nothing waits.
    }

    public void OnRequest(ChannelRequest request) => request.Succeed();

    public void OnEof()
    {
        // The close follows.
    }

    public void OnClosed()
    {
        // Nothing to give back.
    }
}
