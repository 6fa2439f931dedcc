namespace RemoteDev.Gateway.Trace.Recordings;

/// <summary>Seals the key of a recording under a key that Trace does not hold.</summary>
internal interface IKeySeal
{
    byte[] Seal(ReadOnlySpan<byte> plain);

    /// <exception cref="System.Security.Cryptography.CryptographicException">It was sealed under another key, or changed.</exception>
    byte[] Open(ReadOnlySpan<byte> box);
}
