using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>What people are told when a sign-in by a provider failed: what happened, and what to do now.</summary>
internal static class OpenIdRefusals
{
    public static RefusalCode CodeOf(OpenIdFaultKind kind) => kind switch
    {
        OpenIdFaultKind.Unreachable => RefusalCode.UpstreamUnavailable,
        OpenIdFaultKind.NotReady => RefusalCode.NotReady,
        OpenIdFaultKind.Suspended => RefusalCode.Suspended,
        OpenIdFaultKind.NotListed or OpenIdFaultKind.DomainNotAllowed or OpenIdFaultKind.VendorNotAllowed or OpenIdFaultKind.NotOffered => RefusalCode.Denied,
        _ => RefusalCode.BadCredential,
    };

    /// <summary>The words for one kind of failure.</summary>
    /// <param name="provider">What people call the provider.</param>
    public static Refusal Of(OpenIdFaultKind kind, string provider) => new(CodeOf(kind), kind switch
    {
        OpenIdFaultKind.Unreachable => $"{provider} does not answer at this moment. Try again in a minute; if it goes on, tell {provider}'s administrators.",
        OpenIdFaultKind.BadAnswer => $"The answer of {provider} could not be trusted, so nobody was signed in. Try again; if it goes on, tell the gateway's operator, whose log says more.",
        OpenIdFaultKind.ClientRefused => $"{provider} does not accept this gateway. The gateway's operator must check its client and secret there; the log says more.",
        OpenIdFaultKind.NotBegunHere => "This sign-in was not begun in this browser, or too long ago. Begin it here, and finish it in the same window.",
        OpenIdFaultKind.UsedTwice => "This sign-in was used before, as happens with the back button or a copied link. Begin a new one.",
        OpenIdFaultKind.Cancelled => $"The sign-in was cancelled at {provider}. Nothing has changed; begin again when you like.",
        OpenIdFaultKind.GrantEnded => $"{provider} says that this sign-in is over, as happens when the page was open for long. Begin a new one.",
        OpenIdFaultKind.ClockWrong => $"The clocks of {provider} and of this gateway differ by too much. This is for their operators to correct; your own clock plays no part.",
        OpenIdFaultKind.TooLongAgo => $"You showed yourself to {provider} too long ago. Sign out there, then sign in again.",
        OpenIdFaultKind.NotAskedAgain => $"{provider} sent you back without saying that it has asked you again just now, so nothing was confirmed. Sign out there and try again, or confirm in another way.",
        OpenIdFaultKind.OtherAccount => $"You came back from {provider} with another account than the one you are signed in with here, so nothing was confirmed. Choose the same account there, or sign out here first.",
        OpenIdFaultKind.FactorNotHonoured => $"What {provider} asked you for does not count as a second factor here, so nothing was confirmed. Use a second factor there (an app or a key, not the password alone), or confirm in another way.",
        OpenIdFaultKind.EmailNotVerified => $"{provider} does not say that your e-mail address is verified. Verify it there, then sign in again.",
        OpenIdFaultKind.DomainNotAllowed => $"{provider} may not vouch for e-mail addresses of your domain here. Sign in with your employer's account, or ask the client's administrator.",
        OpenIdFaultKind.VendorNotAllowed => $"{provider} may not vouch for people of your employer here. Use your employer's own sign-in, or ask the client's administrator.",
        OpenIdFaultKind.NotListed => $"Your account at {provider} is not on the gateway's list of people. Ask the client's administrator to add you, with the e-mail address you use there.",
        OpenIdFaultKind.Suspended => "Your account is suspended. Ask the client's administrator.",
        OpenIdFaultKind.NotOffered => "Nobody signs in here by this provider. Choose another way.",
        OpenIdFaultKind.NotReady => "The gateway cannot sign anybody in at this moment. Try again in a minute.",
        _ => "The sign-in failed. Begin a new one.",
    });
}
