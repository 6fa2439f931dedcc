namespace RemoteDev.Ssh.Connection;

/// <summary>A channel that the peer wants. It is answered once, at any time and from any thread; a second answer does nothing.</summary>
public sealed class ChannelOpening(SshChannel channel, byte[] payload)
{
    private int _answered;

    /// <summary>The channel type.</summary>
    public string Type => channel.Type;

    /// <summary>What the channel type adds; ours to keep.</summary>
    public ReadOnlyMemory<byte> Payload { get; } = payload;

    /// <summary>The connection on which it is wanted.</summary>
    public SshConnection Connection => channel.Connection;

    /// <summary>
    /// Opens the channel: <see cref="IChannelHandler.OnOpened"/> is told before this returns. Null when the connection has ended, or it
    /// was answered.
    /// </summary>
    public SshChannel? Accept(IChannelHandler handler, ReadOnlySpan<byte> data = default)
        => Interlocked.Exchange(ref _answered, 1) == 0 && channel.Accept(handler, data) ? channel : null;

    /// <summary>Says no; the channel was never there.</summary>
    /// <param name="text">One line for the person at the other end.</param>
    public void Refuse(OpenFailureReason reason, string text)
    {
        if (Interlocked.Exchange(ref _answered, 1) == 0)
        {
            Connection.Refuse(channel, reason, text);
        }
    }
}
