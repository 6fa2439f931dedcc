using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>A value that opens something. Prints as <c>&lt;secret&gt;</c>, so that no log, page or exception shows it by accident.</summary>
[DebuggerDisplay("<secret>")]
internal sealed class Secret
{
    private readonly string _value;

    private Secret(string value, TokenHash hash)
    {
        _value = value;
        Hash = hash;
    }

    /// <summary>What the gateway keeps of it.</summary>
    public TokenHash Hash { get; }

    /// <summary>32 random bytes as base64url.</summary>
    public static Secret New()
    {
        Span<byte> bytes = stackalloc byte[TokenHash.TokenBytes];
        RandomNumberGenerator.Fill(bytes);
        return new Secret(Base64Url.EncodeToString(bytes), TokenHash.Of(bytes));
    }

    /// <summary>The value itself, for the one place that hands it to its owner.</summary>
    public string Reveal() => _value;

    public override string ToString() => "<secret>";
}
