using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RemoteDev.Gateway.Catalog.Reminders;

/// <summary>Signs what goes out to a webhook, as the Standard Webhooks specification says (symmetric signatures, <c>v1</c>). Never prints.</summary>
[DebuggerDisplay("<secret>")]
internal sealed class WebhookKey
{
    private const string Prefix = "whsec_";
    private const int Least = 24;
    private const int Most = 64;
    private const int LargestFile = 4096;

    private readonly byte[] _key;

    private WebhookKey(byte[] key) => _key = key;

    /// <summary>Reads the first line of a file.</summary>
    /// <param name="why">What is wrong, without anything of what the file holds.</param>
    public static bool TryRead(string path, [NotNullWhen(true)] out WebhookKey? key, out string why)
    {
        (key, why) = (null, "there is no such file, or the gateway may not read it.");
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: <= LargestFile })
            {
                return false;
            }

            var line = File.ReadLines(path).FirstOrDefault("").Trim();
            why = $"its first line must be {Prefix} and {Least} to {Most} random bytes in Base64, such as: echo {Prefix}$(openssl rand -base64 32)";
            var bytes = new byte[Most + 1];
            if (!line.StartsWith(Prefix, StringComparison.Ordinal)
                || !Convert.TryFromBase64String(line[Prefix.Length..], bytes, out var length)
                || length is < Least or > Most)
            {
                return false;
            }

            key = new WebhookKey(bytes[..length]);
            return true;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The value of <c>webhook-signature</c>: over identifier, seconds since 1970 and body, joined by dots.</summary>
    public string Sign(string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.")), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(_key, signed));
    }

    public override string ToString() => "<secret>";
}
