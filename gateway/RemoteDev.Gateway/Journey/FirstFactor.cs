namespace RemoteDev.Gateway.Journey;

/// <summary>How a person was first known in a sign-in.</summary>
/// <param name="Method">The word of the trace: <c>password</c>, <c>invitation</c>, <c>openid</c>, <c>passkey</c>, <c>ssh-key</c>, <c>ssh-certificate</c>, <c>access-token</c>.</param>
/// <param name="Provider">Which organisation's provider vouched, by its name in the catalogue; null when the gateway knew by itself.</param>
/// <param name="Subject">What the provider calls the person (OpenID Connect Core 1.0, section 2, <c>sub</c>).</param>
/// <param name="ProviderSession">The session there (<c>sid</c>), by which it may end the sign-in.</param>
internal sealed record FirstFactor(string Method, string? Provider = null, string? Subject = null, string? ProviderSession = null)
{
    /// <summary>What <see cref="Method"/> says of an access token.</summary>
    public const string AccessToken = "access-token";

    /// <summary>Nobody said.</summary>
    public static readonly FirstFactor None = new("none");
}
