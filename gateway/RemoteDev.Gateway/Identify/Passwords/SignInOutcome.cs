using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Passwords;

/// <summary>What came of an attempt to sign in with a password.</summary>
internal abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    public T Match<T>(Func<Opened, T> opened, Func<Refused, T> refused) => this switch
    {
        Opened yes => opened(yes),
        Refused no => refused(no),
        _ => throw new InvalidOperationException("An outcome is one of its two cases."),
    };

    /// <summary>The first factor was right. The cookie's sign-in opens nothing until a second one is shown.</summary>
    internal sealed record Opened(Secret Cookie, SignIn SignIn) : SignInOutcome;

    /// <summary>No sign-in was opened.</summary>
    /// <param name="Why">What the person is told.</param>
    /// <param name="Until">With a lockout: when it may be tried again.</param>
    internal sealed record Refused(Refusal Why, DateTimeOffset? Until = null) : SignInOutcome;
}
