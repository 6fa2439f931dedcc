namespace RemoteDev.Ssh.Connection;

/// <summary>
/// Something the peer asks of the connection. It is answered once, at any time and from any thread, also when no reply is wanted; a second
/// answer does nothing. Replies leave in the order of the requests (RFC 4254 section 4), so an early answer waits for those before it.
/// </summary>
public sealed class GlobalRequest(SshConnection connection, string name, bool wantReply, byte[] payload)
{
    private int _answered;

    /// <summary>The connection of which it is asked.</summary>
    public SshConnection Connection { get; } = connection;

    /// <summary>The request name.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the peer is told the answer.</summary>
    public bool WantReply { get; } = wantReply;

    /// <summary>What the request type adds; ours to keep.</summary>
    public ReadOnlyMemory<byte> Payload { get; } = payload;

    /// <summary>The answer, once there is one; guarded by the lock of the connection.</summary>
    internal bool? Success { get; set; }

    /// <summary>What a success carries; guarded by the lock of the connection.</summary>
    internal byte[] Reply { get; set; } = [];

    /// <summary>Says that it was done.</summary>
    /// <param name="reply">What the request type adds to its success.</param>
    public void Succeed(ReadOnlySpan<byte> reply = default) => Answer(success: true, reply);

    /// <summary>Says that it was not done.</summary>
    public void Fail() => Answer(success: false, []);

    private void Answer(bool success, ReadOnlySpan<byte> reply)
    {
        if (Interlocked.Exchange(ref _answered, 1) == 0)
        {
            Connection.Answer(this, success, reply.ToArray());
        }
    }
}
