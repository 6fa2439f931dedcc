using System.Text.Json.Serialization;

namespace RemoteDev.Cli.Gateway;

/// <summary>What the gateway answers to a machine that asks to be let in (RFC 8628, section 3.2).</summary>
internal sealed record DeviceBegun(
    [property: JsonPropertyName("device_code")] string DeviceCode,
    [property: JsonPropertyName("user_code")] string UserCode,
    [property: JsonPropertyName("verification_uri")] string VerificationUri,
    [property: JsonPropertyName("verification_uri_complete")] string VerificationUriComplete,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("interval")] int Interval)
{
    public override string ToString() => $"{UserCode}: <secret>";
}
