using System.Text.Json.Serialization;

namespace RemoteDev.Gateway.Console.OAuth;

/// <summary>What a machine shows its person and goes on with (RFC 8628, section 3.2).</summary>
internal sealed record DeviceAnswer(
    [property: JsonPropertyName("device_code")] string DeviceCode,
    [property: JsonPropertyName("user_code")] string UserCode,
    [property: JsonPropertyName("verification_uri")] string VerificationUri,
    [property: JsonPropertyName("verification_uri_complete")] string VerificationUriComplete,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("interval")] int Interval)
{
    public override string ToString() => $"DeviceAnswer {{ UserCode = {UserCode}, DeviceCode = <secret> }}";
}
