namespace RemoteDev.Ssh.Tests.Crypto.Keys;

/// <summary>Keys that ssh-keygen made, once for the whole run.</summary>
internal static class TestKeys
{
    public const string Ed25519 = "ed25519";
    public const string P256 = "ecdsa-256";
    public const string P384 = "ecdsa-384";
    public const string P521 = "ecdsa-521";
    public const string Rsa = "rsa-3072";
    public const string ShortRsa = "rsa-2048";

    private static readonly Lazy<Dictionary<string, (string Pem, string Line)>> Made = new(Make);

    /// <summary>The names of those that we accept.</summary>
    public static TheoryData<string> Names => [Ed25519, P256, P384, P521, Rsa];

    public static string Pem(string name) => Made.Value[name].Pem;

    public static string Line(string name) => Made.Value[name].Line;

    public static SshPublicKey Public(string name)
    {
        Assert.True(SshPublicKey.TryParseLine(Line(name), out var key, out _, out var fault), fault);
        return key;
    }

    public static SshPrivateKey Private(string name)
    {
        Assert.True(SshPrivateKey.TryRead(Pem(name), out var key, out var fault), fault);
        return key;
    }

    private static Dictionary<string, (string Pem, string Line)> Make()
    {
        using var keygen = new SshKeygen();
        var keys = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var name in (string[])[Ed25519, P256, P384, P521, Rsa, ShortRsa])
        {
            var parts = name.Split('-');
            keygen.Run(["-q", "-t", parts[0], .. parts.Skip(1).SelectMany(bits => (string[])["-b", bits]), "-N", "", "-C", $"a key of {name}", "-f", name]);
            keys[name] = (keygen.Read(name), keygen.Read(name + ".pub").TrimEnd());
        }

        return keys;
    }
}
