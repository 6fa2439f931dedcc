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

    /// <summary>How many steps a code may be away from where it is expected, either way (RFC 6238, section 5.2 recommends one).</summary>
    private const int Near = 1;

    /// <summary>How many steps a phone's clock may be known to be off (RFC 6238, section 6). Beyond, its owner sets it right.</summary>
    private const int MostDrift = 3;

    /// <summary>How far back a code is recognised as one that was right: ten minutes.</summary>
    private const int Past = 20;

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
    /// <param name="drift">By how many steps the phone's clock is known to be ahead; less than none when it is behind. A clock that was set right meanwhile is taken too.</param>
    public static long? StepOf(ReadOnlySpan<byte> secret, string code, DateTimeOffset now, int drift = 0) =>
        Find(secret, code, StepAt(now) + Math.Min(drift, 0) - Near, StepAt(now) + Math.Max(drift, 0) + Near);

    /// <summary>
    /// What is known of a phone's clock after a code of that step was right now: one step more or less than before, so that one code that
    /// waited in somebody's hand does not count for a clock.
    /// </summary>
    public static int DriftAfter(long step, DateTimeOffset now, int before) =>
        Math.Clamp(before + Math.Sign(step - StepAt(now) - before), -MostDrift, MostDrift);

    /// <summary>
    /// By how much a code is late that was right within the last ten minutes; null when it was not. Only the past is told, whose codes
    /// nobody can use any more: of one that will be right, nobody learns here that it will.
    /// </summary>
    public static TimeSpan? LateBy(ReadOnlySpan<byte> secret, string code, DateTimeOffset now, int drift)
    {
        var newest = StepAt(now) + Math.Min(drift, 0) - Near - 1;
        return Find(secret, code, StepAt(now) - Past, newest) is { } step ? (StepAt(now) - step) * Step : null;
    }

    private static long? Find(ReadOnlySpan<byte> secret, string code, long first, long last)
    {
        long? found = null;
        var typed = Encoding.UTF8.GetBytes(code);
        for (var step = first; step <= last; step++)
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
