using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Messages;

/// <summary>SSH_MSG_GLOBAL_REQUEST (RFC 4254 section 4).</summary>
internal readonly ref struct GlobalRequestMessage(string name, bool wantReply, ReadOnlySpan<byte> data)
{
    public string Name { get; } = name;

    public bool WantReply { get; } = wantReply;

    /// <summary>What the request type adds.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;

    public static bool TryRead(ReadOnlySpan<byte> payload, out GlobalRequestMessage message)
    {
        var reader = new SshReader(payload);
        if (reader.TryReadByte(out _) && reader.TryReadName(out var name) && reader.TryReadBoolean(out var wantReply))
        {
            message = new GlobalRequestMessage(name, wantReply, reader.Remaining);
            return true;
        }

        message = default;
        return false;
    }

    public void SendTo(IMessageSender target)
    {
        using var writer = new SshWriter(MessageNumber.GlobalRequest);
        writer.WriteText(Name);
        writer.WriteBoolean(WantReply);
        target.Enqueue(writer.Written, Data);
    }
}
