using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh;

/// <summary>A critical option or an extension of a certificate.</summary>
/// <param name="Name">Its name: printable ASCII.</param>
/// <param name="Data">What stands behind it; empty for those that only are or are not there.</param>
public sealed record SshCertificateOption(string Name, ReadOnlyMemory<byte> Data)
{
    /// <summary>The command that the holder is held to, whatever was asked for. A critical option.</summary>
    public const string ForceCommand = "force-command";

    /// <summary>The addresses that the holder may come from. A critical option.</summary>
    public const string SourceAddress = "source-address";

    /// <summary>The security key must have checked who touched it. A critical option.</summary>
    public const string VerifyRequired = "verify-required";

    /// <summary>Whether <see cref="Data"/> holds one text and nothing else.</summary>
    public bool TryReadText(out string text)
    {
        var reader = new SshReader(Data.Span);
        return reader.TryReadText(SshLimits.Text, out text) && reader.AtEnd;
    }

    /// <summary>An option that only is there.</summary>
    public static SshCertificateOption Flag(string name) => new(name, default);

    /// <summary>An option with a text.</summary>
    public static SshCertificateOption WithText(string name, string text)
    {
        using var writer = SshWriter.Blob(text.Length + sizeof(uint));
        writer.WriteText(text);
        return new SshCertificateOption(name, writer.ToArray());
    }
}
