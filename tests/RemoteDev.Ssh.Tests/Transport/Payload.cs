using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>Well-formed messages for scripted peers.</summary>
internal static class Payload
{
    public static byte[] Ignore { get; } = [(byte)MessageNumber.Ignore, 0, 0, 0, 0];

    public static byte[] ChannelData { get; } = [(byte)MessageNumber.ChannelData, 0, 0, 0, 0, 0, 0, 0, 1, 42];

    public static byte[] ServiceRequest { get; } = [(byte)MessageNumber.ServiceRequest, 0, 0, 0, 12, .. "ssh-userauth"u8];

    /// <summary>20000 octets that mean nothing.</summary>
    public static byte[] LongIgnore { get; } = [(byte)MessageNumber.Ignore, 0, 0, 0x4e, 0x20, .. new byte[20000]];

    /// <summary>What everybody answers with SSH_MSG_REQUEST_FAILURE.</summary>
    public static byte[] KeepAliveRequest { get; } = [(byte)MessageNumber.GlobalRequest, 0, 0, 0, 21, .. "keepalive@openssh.com"u8, 1];

    public static byte[] Disconnect(string description)
    {
        using var writer = new SshWriter(MessageNumber.Disconnect);
        writer.WriteUInt32(11);
        writer.WriteText(description);
        writer.WriteText(string.Empty);
        return writer.ToArray();
    }

    /// <summary>RFC 4252 section 7, signed.</summary>
    public static byte[] PublicKeyRequest(ReadOnlySpan<byte> sessionId, string user, SshPrivateKey key)
    {
        using var request = new SshWriter(MessageNumber.UserAuthRequest);
        request.WriteText(user);
        request.WriteText("ssh-connection");
        request.WriteText("publickey");
        request.WriteBoolean(true);
        request.WriteText("ssh-ed25519");
        request.WriteString(key.PublicBlob.Span);
        using var signed = SshWriter.Blob();
        signed.WriteString(sessionId);
        signed.WriteOctets(request.Written);
        request.WriteString(key.Sign("ssh-ed25519", signed.Written));
        return request.ToArray();
    }

    /// <summary>A message with this number and a body that no parser minds for long.</summary>
    public static byte[] Numbered(byte number) => [number, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static byte[] Share(MessageNumber number, byte[] share)
    {
        using var writer = new SshWriter(number);
        writer.WriteString(share);
        return writer.ToArray();
    }
}
