using System.Text;

namespace RemoteDev.Ssh.Transport.Version;

/// <summary>The identification string of one side (RFC 4253 section 4.2), without its line end: so it enters the exchange hash.</summary>
internal static class VersionLine
{
    /// <summary>The longest identification string, CR and LF included.</summary>
    public const int Limit = 255;

    private const string Current = "SSH-2.0-";

    /// <summary>What servers say that also speak the protocol before ours (RFC 4253 section 5.1).</summary>
    private const string Compatible = "SSH-1.99-";

    public static string Ours(string softwareVersion) => Current + softwareVersion;

    /// <summary>Whether a line is an identification string at all, of whatever version.</summary>
    public static bool IsIdentification(ReadOnlySpan<byte> line) => line.StartsWith("SSH-"u8);

    /// <summary>Reads an identification string. Null when it is not of version 2, or holds what it may not.</summary>
    public static string? Parse(ReadOnlySpan<byte> line, SshRole ourRole)
    {
        if (line.ContainsAnyExceptInRange((byte)0x20, (byte)0x7e))
        {
            return null;
        }

        var text = Encoding.ASCII.GetString(line);
        var prefix = ourRole == SshRole.Client && text.StartsWith(Compatible, StringComparison.Ordinal) ? Compatible : Current;
        return text.StartsWith(prefix, StringComparison.Ordinal) && text.Length > prefix.Length ? text : null;
    }
}
