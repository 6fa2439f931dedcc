using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RemoteDev.Journeys.Tests.House;

/// <summary>An authenticator app: RFC 6238 with SHA-1, six digits and thirty seconds, from the key that enrolment shows.</summary>
internal sealed class Totp(string base32Key)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private readonly byte[] _key = Decode(base32Key);
    private long _lastStep;

    /// <summary>
    /// A code that was not used before. Phones run a little fast, so the next thirty seconds' code is good too; after that it waits.
    /// </summary>
    public async Task<string> NextAsync()
    {
        while (_lastStep > Step())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }

        _lastStep = Math.Max(Step(), _lastStep + 1);
        return Code(_lastStep);
    }

    /// <summary>The code of the present thirty seconds, used or not.</summary>
    public string Present() => Code(Step());

    private static long Step() => DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30;

    private string Code(long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238's default, which is what authenticator apps compute
        var hash = HMACSHA1.HashData(_key, counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 0x0f;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6");
    }

    private static byte[] Decode(string text)
    {
        var bytes = new List<byte>();
        var (buffer, bits) = (0, 0);
        foreach (var letter in text.Where(char.IsAsciiLetterOrDigit))
        {
            buffer = (buffer << 5) | Alphabet.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal);
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
                buffer &= (1 << bits) - 1;
            }
        }

        return [.. bytes];
    }
}
