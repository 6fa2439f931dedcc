using RemoteDev.Ssh;

namespace RemoteDev.Benchmarks.Ssh;

/// <summary>Keys in files and on command lines.</summary>
internal static class Keys
{
    public static SshPrivateKey Read(string file)
        => SshPrivateKey.TryRead(File.ReadAllText(file), out var key, out var fault) ? key : throw new InvalidOperationException(fault);

    public static string Word(SshPublicKey key) => Convert.ToBase64String(key.Blob.Span);

    public static SshPublicKey FromWord(string word)
        => SshPublicKey.TryParse(Convert.FromBase64String(word), out var key, out var fault)
            ? key
            : throw new InvalidOperationException(fault);
}
