using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.UserAuth.Messages;

/// <summary>SSH_MSG_USERAUTH_BANNER (RFC 4252 section 5.4).</summary>
/// <param name="Text">What is read is lines of text without anything that steers a terminal.</param>
internal sealed record UserAuthBannerMessage(string Text)
{
    /// <summary>Null when the payload is malformed.</summary>
    public static UserAuthBannerMessage? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        return reader.TryReadByte(out _)
            && reader.TryReadString(UserAuthLimits.Banner, out var text)
            && reader.TryReadString(SshLimits.Name, out _)
            && reader.AtEnd
            ? new UserAuthBannerMessage(PeerLine.Several(text))
            : null;
    }

    public void SendTo(IMessageSender target)
    {
        using var writer = new SshWriter(MessageNumber.UserAuthBanner);
        writer.WriteText(Text);
        writer.WriteText(string.Empty);
        target.Enqueue(writer.Written);
    }
}
