using RemoteDev.Gateway.Identify.OpenId.People;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>What came of a person's return from a provider.</summary>
internal abstract record OpenIdOutcome
{
    private OpenIdOutcome()
    {
    }

    public T Match<T>(Func<Opened, T> opened, Func<Confirmed, T> confirmed, Func<Refused, T> refused) => this switch
    {
        Opened yes => opened(yes),
        Confirmed again => confirmed(again),
        Refused no => refused(no),
        _ => throw new InvalidOperationException("An outcome is one of its three cases."),
    };

    /// <summary>It is known who it is. The cookie's sign-in opens nothing until a second factor stands behind it.</summary>
    /// <param name="AuthenticatedAt">When the person showed themselves to the provider, if it says so.</param>
    internal sealed record Opened(OpenedSignIn SignIn, ProviderPerson Who, DateTimeOffset? AuthenticatedAt, string Return) : OpenIdOutcome;

    /// <summary>Whoever is signed in showed themselves to their provider again, just now. Whether that is a second factor is for StepUp to say.</summary>
    /// <param name="Cookie">By which the sign-in is found, until a factor renews it.</param>
    /// <param name="AuthenticatedAt">When, as the provider says.</param>
    internal sealed record Confirmed(TokenHash Cookie, SignIn SignIn, ProviderPerson Who, DateTimeOffset AuthenticatedAt, string Return) : OpenIdOutcome;

    /// <summary>No sign-in was opened, or none confirmed.</summary>
    /// <param name="Confirms">The person is signed in, and came to confirm.</param>
    internal sealed record Refused(OpenIdFaultKind Why, string Return, bool Confirms = false) : OpenIdOutcome;
}
