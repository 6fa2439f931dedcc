namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>Counts the key exchanges of a server: each signs once.</summary>
internal sealed class CountingSigner(ISshSigner key) : ISshSigner
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public ReadOnlyMemory<byte> PublicBlob => key.PublicBlob;

    public IReadOnlyList<string> Algorithms => key.Algorithms;

    public byte[] Sign(string algorithm, ReadOnlySpan<byte> data)
    {
        Interlocked.Increment(ref _count);
        return key.Sign(algorithm, data);
    }
}
