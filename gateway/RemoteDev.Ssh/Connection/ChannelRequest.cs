namespace RemoteDev.Ssh.Connection;

/// <summary>
/// Something the peer asks of a channel. It is answered once, at any time and from any thread, also when no reply is wanted, since
/// what follows on the channel waits for it; a second answer does nothing.
/// </summary>
public sealed class ChannelRequest(SshChannel channel, string name, bool wantReply, byte[] payload)
{
    private int _answered;

    /// <summary>The channel of which it is asked.</summary>
    public SshChannel Channel { get; } = channel;

    /// <summary>The request type.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the peer is told the answer.</summary>
    public bool WantReply { get; } = wantReply;

    /// <summary>What the request type adds; ours to keep.</summary>
    public ReadOnlyMemory<byte> Payload { get; } = payload;

    /// <summary>Whether it says how the program of a session ended (RFC 4254 section 6.10).</summary>
    internal bool IsFarewell => Name is "exit-status" or "exit-signal";

    /// <summary>Says that it was done.</summary>
    public void Succeed() => Answer(success: true);

    /// <summary>Says that it was not done.</summary>
    public void Fail() => Answer(success: false);

    private void Answer(bool success)
    {
        if (Interlocked.Exchange(ref _answered, 1) == 0)
        {
            Channel.Answer(this, success);
        }
    }
}
