using System.Buffers.Text;
using System.Text;

namespace RemoteDev.Cli.Ssh;

/// <summary>Looks at the line that a gateway sent as a certificate, before it is put beside a key.</summary>
internal static class CertificateLine
{
    private const string Type = "ssh-ed25519-cert-v01@openssh.com";
    private const int Longest = 16 * 1024;

    /// <summary>The line without its comment, or null when it is no certificate of this key.</summary>
    /// <param name="publicKey">The line of the key's own <c>.pub</c> file.</param>
    public static string? Of(string line, string publicKey)
    {
        if (line.Length > Longest || line.Split(' ') is not [Type, var certificate, ..] || publicKey.Split(' ') is not [_, var key, ..]
            || Blob(certificate) is not { } whole || Blob(key) is not { } plain)
        {
            return null;
        }

        // Type, nonce and key, each behind its length (PROTOCOL.certkeys); of the plain key only the last counts.
        const int Key = 32 + sizeof(int);
        return plain.Length > Key && whole.AsSpan().IndexOf(plain.AsSpan(plain.Length - Key)) > 0 && whole.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Type)) == sizeof(int)
            ? $"{Type} {certificate}"
            : null;
    }

    private static byte[]? Blob(string text)
    {
        try
        {
            return Base64.IsValid(text) ? Convert.FromBase64String(text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
