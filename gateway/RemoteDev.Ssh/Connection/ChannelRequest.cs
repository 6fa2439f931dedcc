namespace RemoteDev.Ssh.Connection;

/// <summary>
/// Something the peer asks of a channel. It is answered once, at any time and from any thread, also when no reply is wanted, since
/// what follows on the channel waits for it; a second answer does nothing.
/// </summary>
internal sealed class ChannelRequest(SshChannel channel, string name, bool wantReply, byte[] payload)
{
    private int _answered;

    public SshChannel Channel { get; } = channel;

    public string Name { get; } = name;

    public bool WantReply { get; } = wantReply;

    /// <summary>What the request type adds; ours to keep.</summary>
    public ReadOnlyMemory<byte> Payload { get; } = payload;

    public void Succeed() => Answer(success: true);

    public void Fail() => Answer(success: false);

    private void Answer(bool success)
    {
        if (Interlocked.Exchange(ref _answered, 1) == 0)
        {
            Channel.Answer(this, success);
        }
    }
}
