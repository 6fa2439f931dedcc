using System.Text.Json.Serialization;

namespace RemoteDev.Cli.Gateway;

/// <summary>
/// What a machine gets whose person approved (RFC 6749, section 5.1), with what the gateway adds: about SSH only where that was asked for.
/// </summary>
internal sealed record DeviceGranted(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("login")] string Login,
    [property: JsonPropertyName("git_origin")] string GitOrigin,
    [property: JsonPropertyName("ssh_certificate")] string? Certificate = null,
    [property: JsonPropertyName("ssh_host")] string? Host = null,
    [property: JsonPropertyName("ssh_port")] int? Port = null,
    [property: JsonPropertyName("ssh_host_authority")] string? HostAuthority = null,
    [property: JsonPropertyName("ssh_environments")] IReadOnlyList<string>? Environments = null)
{
    public override string ToString() => $"{Login}: <secret>";
}
