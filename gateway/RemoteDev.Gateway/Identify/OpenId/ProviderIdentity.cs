using RemoteDev.Gateway.Identify.OpenId.Tokens;

namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>
/// Somebody whom a provider vouches for: the claims of the ID token, and those of the userinfo endpoint where the ID token does not have them.
/// </summary>
internal sealed class ProviderIdentity(string provider, ClaimSet idToken, ClaimSet? userInfo)
{
    public string Provider { get; } = provider;

    /// <summary>Who it is, for this provider and for ever; never an address, which can pass to somebody else.</summary>
    public string Subject => idToken.Text("sub") ?? throw new InvalidOperationException("An ID token without a subject was accepted.");

    /// <summary>The provider's name for the session in which the person is there, or null.</summary>
    public string? SessionId => idToken.Text("sid");

    /// <summary>The class in which the person was authenticated. From the ID token only: it speaks of this sign-in.</summary>
    public string? AuthenticationContext => idToken.Text("acr");

    /// <summary>The methods by which, likewise.</summary>
    public IReadOnlyList<string> AuthenticationMethods => idToken.Texts("amr");

    public DateTimeOffset? AuthenticatedAt => idToken.Moment("auth_time");

    public string? Name => Where("name").Text("name");

    /// <summary>The address, when the same source says by a boolean that it is verified; otherwise null.</summary>
    public string? VerifiedEmail => Where("email") is var source && source.IsTrue("email_verified") ? source.Text("email") : null;

    /// <summary>The values of a claim, whichever it is.</summary>
    public IReadOnlyList<string> Texts(string claim) => Where(claim).Texts(claim);

    private ClaimSet Where(string claim) => userInfo is null || idToken.Has(claim) ? idToken : userInfo;
}
