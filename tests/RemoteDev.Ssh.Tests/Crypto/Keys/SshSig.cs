using System.Security.Cryptography;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Crypto.Keys;

/// <summary>Signatures of files as ssh-keygen -Y makes and checks them (OpenSSH PROTOCOL.sshsig).</summary>
internal static class SshSig
{
    private const string Begin = "-----BEGIN SSH SIGNATURE-----";
    private const string End = "-----END SSH SIGNATURE-----";

    private static ReadOnlySpan<byte> Magic => "SSHSIG"u8;

    /// <summary>What is signed for a file.</summary>
    public static byte[] Signed(string purpose, byte[] data)
        => [.. Magic, .. Blobs.Of(purpose, "", "sha512", SHA512.HashData(data))];

    /// <summary>The file that holds a signature.</summary>
    public static string Armor(SshPublicKey key, string purpose, byte[] signature)
    {
        byte[] blob = [.. Magic, .. Blobs.Of(1u, key.Blob.ToArray(), purpose, "", "sha512", signature)];
        return $"{Begin}\n{Convert.ToBase64String(blob, Base64FormattingOptions.InsertLineBreaks).ReplaceLineEndings("\n")}\n{End}\n";
    }

    /// <summary>The signature in such a file.</summary>
    public static byte[] SignatureIn(string armored)
    {
        var blob = Convert.FromBase64String(armored.Trim().Replace(Begin, "", StringComparison.Ordinal).Replace(End, "", StringComparison.Ordinal));
        var reader = new SshReader(blob.AsSpan(Magic.Length));
        Assert.True(reader.TryReadUInt32(out _));
        for (var i = 0; i < 4; i++)
        {
            Assert.True(reader.TryReadString(SshLimits.KeyBlob, out _));
        }

        Assert.True(reader.TryReadString(SshLimits.KeyBlob, out var signature));
        return signature.ToArray();
    }

    /// <summary>Whether ssh-keygen takes a signature for that of the key over the text.</summary>
    public static bool OpenSshAccepts(SshPublicKey key, string purpose, string text, byte[] signature)
    {
        using var keygen = new SshKeygen();
        keygen.Write("allowed", $"somebody {key.ToLine()}\n");
        keygen.Write("sig", Armor(key, purpose, signature));
        return keygen.TryRun(text, "-Y", "verify", "-f", "allowed", "-I", "somebody", "-n", purpose, "-s", "sig").ExitCode == 0;
    }
}
