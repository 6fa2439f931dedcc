using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>
/// SHA-256 of a 256-bit random token: the only form in which the gateway keeps one. A plain hash is right here because the
/// token is random and long; finding it by its hash leaks nothing that helps to make one.
/// </summary>
internal readonly struct TokenHash : IEquatable<TokenHash>
{
    /// <summary>Length of a token before it is written as text.</summary>
    public const int TokenBytes = 32;

    /// <summary>Length of a token as base64url without padding.</summary>
    public const int TokenChars = 43;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    private TokenHash(ReadOnlySpan<byte> digest)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(digest);
        (_a, _b, _c, _d) = (words[0], words[1], words[2], words[3]);
    }

    public static bool operator ==(TokenHash left, TokenHash right) => left.Equals(right);

    public static bool operator !=(TokenHash left, TokenHash right) => !left.Equals(right);

    /// <summary>False for whatever is not exactly one token in base64url; allocates nothing.</summary>
    public static bool TryOf(ReadOnlySpan<char> token, out TokenHash hash)
    {
        Span<byte> bytes = stackalloc byte[TokenBytes];
        if (token.Length != TokenChars
            || !Base64Url.IsValid(token)
            || !Base64Url.TryDecodeFromChars(token, bytes, out var written)
            || written != TokenBytes)
        {
            hash = default;
            return false;
        }

        hash = Of(bytes);
        return true;
    }

    /// <summary>The hash of a token's bytes.</summary>
    public static TokenHash Of(ReadOnlySpan<byte> token)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(token, digest);
        return new TokenHash(digest);
    }

    /// <summary>As it is written into the database and into links that carry a hash.</summary>
    public override string ToString()
    {
        Span<ulong> words = [_a, _b, _c, _d];
        return Base64Url.EncodeToString(MemoryMarshal.AsBytes(words));
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out TokenHash hash)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        if (text.Length != TokenChars
            || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, bytes, out var written)
            || written != SHA256.HashSizeInBytes)
        {
            hash = default;
            return false;
        }

        hash = new TokenHash(bytes);
        return true;
    }

    /// <summary>In constant time: all four words are always compared.</summary>
    public bool Equals(TokenHash other) =>
        ((_a ^ other._a) | (_b ^ other._b) | (_c ^ other._c) | (_d ^ other._d)) == 0;

    public override bool Equals(object? obj) => obj is TokenHash other && Equals(other);

    /// <summary>A slice of SHA-256 is already evenly spread.</summary>
    public override int GetHashCode() => (int)_a;
}
