using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RemoteDev.Gateway.StepUp.Totp;

/// <summary>RFC 6238 over HMAC-SHA-1 with 30 s steps and six digits: what every authenticator app speaks.</summary>
internal static class TotpCode
{
    public const int Digits = 6;

    /// <summary>RFC 4226, section 4, R6 recommends 160 bits.</summary>
    public const int SecretBytes = 20;

    public static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>How many steps a phone's clock may be off, either way (RFC 6238, section 5.2 recommends one).</summary>
    private const int Drift = 1;

    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / (long)Step.TotalSeconds;

    /// <summary>The code of one step (RFC 4226, section 5.3).</summary>
    public static string At(ReadOnlySpan<byte> secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238's default; HMAC does not rest on SHA-1's collision resistance, and apps know no other.
        HMACSHA1.HashData(secret, counter, mac);
#pragma warning restore CA5350
        var offset = mac[^1] & 15;
        var number = BinaryPrimitives.ReadInt32BigEndian(mac.Slice(offset, sizeof(int))) & int.MaxValue;
        return (number % (int)Math.Pow(10, digits)).ToString("D" + digits, CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code this is, near now, or null. Every candidate is compared, each in constant time.</summary>
    public static long? StepOf(ReadOnlySpan<byte> secret, string code, DateTimeOffset now)
    {
        long? found = null;
        var typed = Encoding.UTF8.GetBytes(code);
        for (var step = StepAt(now) - Drift; step <= StepAt(now) + Drift; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(At(secret, step)), typed))
            {
                found = step;
            }
        }

        return found;
    }

    /// <summary>The six digits somebody typed, with the blanks that apps show taken out; null when it is no code.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 4 * Digits)
        {
            return null;
        }

        var digits = string.Concat(typed.Where(c => !char.IsWhiteSpace(c)));
        return digits.Length == Digits && digits.All(char.IsAsciiDigit) ? digits : null;
    }
}
