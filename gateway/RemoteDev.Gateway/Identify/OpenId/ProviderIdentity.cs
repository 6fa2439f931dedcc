using RemoteDev.Gateway.Identify.OpenId.Tokens;

namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>
/// Somebody whom a provider vouches for: the claims of the ID token, and those of the userinfo endpoint where the ID token does not have
/// them. With a refresh a provider may give the one, the other or both.
/// </summary>
internal sealed class ProviderIdentity(string provider, string subject, ClaimSet? idToken, ClaimSet? userInfo)
{
    public string Provider { get; } = provider;

    /// <summary>Who it is, for this provider and for ever; never an address, which can pass to somebody else.</summary>
    public string Subject { get; } = subject;

    /// <summary>The provider's name for the session in which the person is there, or null.</summary>
    public string? SessionId => idToken?.Text("sid");

    /// <summary>The class in which the person was authenticated. From the ID token only: it speaks of this sign-in.</summary>
    public string? AuthenticationContext => idToken?.Text("acr");

    /// <summary>The methods by which, likewise.</summary>
    public IReadOnlyList<string> AuthenticationMethods => idToken?.Texts("amr") ?? [];

    public DateTimeOffset? AuthenticatedAt => idToken?.Moment("auth_time");

    public string? Name => Where("name")?.Text("name");

    /// <summary>From which a login may be made; it finds and proves nobody.</summary>
    public string? PreferredName => Where("preferred_username")?.Text("preferred_username");

    /// <summary>The address, when the same source says by a boolean that it is verified; otherwise null.</summary>
    public string? VerifiedEmail => Where("email") is { } source && source.IsTrue("email_verified") ? source.Text("email") : null;

    /// <summary>False when a refresh brought nothing to read: the sign-in stands, and nothing is said of the person.</summary>
    public bool HasClaims => idToken is not null || userInfo is not null;

    /// <summary>The values of a claim, whichever it is.</summary>
    public IReadOnlyList<string> Texts(string claim) => Where(claim)?.Texts(claim) ?? [];

    private ClaimSet? Where(string claim) => userInfo is null || idToken?.Has(claim) == true ? idToken : userInfo;
}
