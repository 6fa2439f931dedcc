using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Identify.SshKeys;

/// <summary>A public key as somebody pasted it into a form.</summary>
/// <param name="Key">No certificate.</param>
/// <param name="Name">What it is called; never empty.</param>
internal sealed record PastedKey(SshPublicKey Key, string Name)
{
    private static readonly Refusal NoKey = new(
        RefusalCode.Malformed,
        "This is not a public key that is accepted here. Paste the one line of a .pub file: ssh-ed25519, ecdsa-sha2-nistp256/384/521, "
        + "ssh-rsa from 3072 bits, or a security key (sk-…).");

    private static readonly Refusal Private = new(
        RefusalCode.Malformed,
        "This is a private key. Nobody else may ever see it: it was not kept, but make a new pair, and paste the line of the .pub file.");

    private static readonly Refusal Certificate = new(RefusalCode.Malformed, "This is a certificate. Paste the public key itself.");

    private static readonly Refusal NoName = new(RefusalCode.Malformed, "Give the key a name of at most 60 characters, like the machine it is on.");

    /// <summary>Reads it.</summary>
    /// <param name="name">What it shall be called; empty: the comment of the line.</param>
    /// <param name="line">The line of a <c>.pub</c> file. Anything may have been pasted.</param>
    public static Step<PastedKey> Read(string? name, string? line)
    {
        if (line?.Contains("PRIVATE KEY", StringComparison.Ordinal) == true)
        {
            return Private;
        }

        if (line is null || line.Length > ColumnLength.KeyLine || !SshPublicKey.TryParseLine(line.Trim(), out var key, out var comment, out _))
        {
            return NoKey;
        }

        if (key.Certificate is not null)
        {
            return Certificate;
        }

        var called = string.IsNullOrWhiteSpace(name) ? comment.Trim() : name.Trim();
        return called.Length is 0 or > ColumnLength.KeyName || called.Any(char.IsControl) ? NoName : new PastedKey(key, called);
    }
}
