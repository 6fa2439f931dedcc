using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.UserAuth.Messages;

/// <summary>SSH_MSG_USERAUTH_REQUEST (RFC 4252 section 5), without what the method adds.</summary>
/// <param name="Length">Where in the payload that begins, in one that was read.</param>
internal sealed record UserAuthRequestMessage(string UserName, string Service, string Method, int Length = 0)
{
    /// <summary>Null when the payload is malformed.</summary>
    public static UserAuthRequestMessage? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        return reader.TryReadByte(out _)
            && reader.TryReadText(UserAuthLimits.UserName, out var userName)
            && reader.TryReadName(out var service)
            && reader.TryReadName(out var method)
            ? new UserAuthRequestMessage(userName, service, method, payload.Length - reader.Remaining.Length)
            : null;
    }

    /// <summary>Begins a request; the caller adds what the method calls for.</summary>
    public void Write(ref SshWriter writer)
    {
        writer.WriteText(UserName);
        writer.WriteText(Service);
        writer.WriteText(Method);
    }
}
