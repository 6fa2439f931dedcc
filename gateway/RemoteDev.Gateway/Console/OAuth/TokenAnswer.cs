using System.Text.Json.Serialization;

namespace RemoteDev.Gateway.Console.OAuth;

/// <summary>What a machine gets whose person approved (RFC 6749, section 5.1), and ours beside it.</summary>
/// <param name="AccessToken">With <c>git</c> the token, which git sends as a password; else the certificate, which is no secret.</param>
/// <param name="TokenType"><c>Bearer</c>: whoever has it may use it; <c>N_A</c> (RFC 8693, section 2.2.1) where it is the certificate.</param>
/// <param name="GitOrigin">The one origin to which the token may be sent.</param>
/// <param name="Certificate">The line of a <c>-cert.pub</c> file.</param>
/// <param name="SshHost">Where the SSH door is,</param>
/// <param name="SshPort">and its port.</param>
/// <param name="HostAuthority">The key that vouches for the door's host key.</param>
/// <param name="Environments">What the person may reach by SSH at some time.</param>
internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("scope")] string Scope,
    [property: JsonPropertyName("login")] string Login,
    [property: JsonPropertyName("git_origin"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? GitOrigin,
    [property: JsonPropertyName("ssh_certificate"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Certificate,
    [property: JsonPropertyName("ssh_host"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SshHost,
    [property: JsonPropertyName("ssh_port"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? SshPort,
    [property: JsonPropertyName("ssh_host_authority"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? HostAuthority,
    [property: JsonPropertyName("ssh_environments"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Environments)
{
    public override string ToString() => $"TokenAnswer {{ Login = {Login}, Scope = {Scope}, AccessToken = <secret> }}";
}
