using RemoteDev.Gateway.Identify.OpenId.People;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>What came of a person's return from a provider.</summary>
internal abstract record OpenIdOutcome
{
    private OpenIdOutcome()
    {
    }

    public T Match<T>(Func<Opened, T> opened, Func<Refused, T> refused) => this switch
    {
        Opened yes => opened(yes),
        Refused no => refused(no),
        _ => throw new InvalidOperationException("An outcome is one of its two cases."),
    };

    /// <summary>It is known who it is. The cookie's sign-in opens nothing until a second factor stands behind it.</summary>
    /// <param name="AuthenticatedAt">When the person showed themselves to the provider, if it says so.</param>
    internal sealed record Opened(OpenedSignIn SignIn, ProviderPerson Who, DateTimeOffset? AuthenticatedAt, string Return) : OpenIdOutcome;

    /// <summary>No sign-in was opened.</summary>
    internal sealed record Refused(OpenIdFaultKind Why, string Return) : OpenIdOutcome;
}
