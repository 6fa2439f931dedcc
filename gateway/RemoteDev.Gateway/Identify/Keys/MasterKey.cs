using System.Security.Cryptography;
using RemoteDev.Gateway.Trace.Recordings;

namespace RemoteDev.Gateway.Identify.Keys;

/// <summary>
/// The key under which all other keys rest (AES-256-GCM): 32 random bytes in a file of their own that only the gateway's user can
/// read, so that a copy of the database or of the key folder alone opens nothing.
/// </summary>
internal sealed class MasterKey : IKeySeal
{
    private const int KeyBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly byte[] Purpose = "RemoteDev.Gateway master key v1"u8.ToArray();

    private readonly byte[] _key;

    private MasterKey(byte[] key) => _key = key;

    /// <summary>Reads the key, or makes it when neither it nor anything that was encrypted under one exists.</summary>
    /// <param name="path">The key's file.</param>
    /// <param name="keyFolder">Where keys rest that were encrypted under it.</param>
    /// <exception cref="InvalidOperationException">The file is missing, damaged or readable by others; the message says what to do.</exception>
    public static MasterKey At(string path, string keyFolder)
    {
        if (File.Exists(path))
        {
            return Read(path);
        }

        if (Directory.Exists(keyFolder) && Directory.EnumerateFiles(keyFolder).Any())
        {
            throw new InvalidOperationException(
                $"{path} is missing, but {keyFolder} holds keys that were encrypted under it. Restore it from your backup. "
                + "Without it every authenticator has to be enrolled anew: then move the key folder away as well.");
        }

        return Make(path);
    }

    /// <summary>Nonce, tag and ciphertext in one.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plain)
    {
        var nonceBytes = AesGcm.NonceByteSizes.MaxSize;
        var tagBytes = AesGcm.TagByteSizes.MaxSize;
        var box = new byte[nonceBytes + tagBytes + plain.Length];
        var nonce = box.AsSpan(0, nonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, tagBytes);
        aes.Encrypt(nonce, plain, box.AsSpan(nonceBytes + tagBytes), box.AsSpan(nonceBytes, tagBytes), Purpose);
        return box;
    }

    /// <summary>What was sealed.</summary>
    /// <exception cref="CryptographicException">It was sealed under another key, or changed.</exception>
    public byte[] Open(ReadOnlySpan<byte> box)
    {
        var nonceBytes = AesGcm.NonceByteSizes.MaxSize;
        var tagBytes = AesGcm.TagByteSizes.MaxSize;
        if (box.Length < nonceBytes + tagBytes)
        {
            throw new CryptographicException("A sealed key is too short to be one.");
        }

        var plain = new byte[box.Length - nonceBytes - tagBytes];
        using var aes = new AesGcm(_key, tagBytes);
        aes.Decrypt(box[..nonceBytes], box[(nonceBytes + tagBytes)..], box.Slice(nonceBytes, tagBytes), plain, Purpose);
        return plain;
    }

    private static MasterKey Read(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None)
        {
            throw new InvalidOperationException($"{path} can be read by others. Run: chmod 600 {path}");
        }

        var key = File.ReadAllBytes(path);
        return key.Length == KeyBytes
            ? new MasterKey(key)
            : throw new InvalidOperationException($"{path} is damaged: it has {key.Length} bytes instead of {KeyBytes}. Restore it from your backup.");
    }

    private static MasterKey Make(string path)
    {
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var file = new FileStream(path, options);
        file.Write(key);
        file.Flush(flushToDisk: true);
        return new MasterKey(key);
    }
}
