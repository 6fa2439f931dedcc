using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify;

/// <summary>What people are told when it is not known who they are. Made once: refusing costs nothing.</summary>
internal static class IdentifyRefusals
{
    public static readonly Refusal NotSignedIn = new(RefusalCode.NotSignedIn, "You are not signed in.");

    public static readonly Refusal NotEntered = new(
        RefusalCode.NotSignedIn, "This browser has not entered this environment. Open it from the portal.");

    public static readonly Refusal SignedOut = new(RefusalCode.SessionEnded, "You signed out, or your sign-in has ended. Sign in again.");

    public static readonly Refusal Unknown = new(
        RefusalCode.Suspended, "Your account is no longer on the gateway's list of people. Ask the client's administrator.");

    public static readonly Refusal Suspended = new(
        RefusalCode.Suspended, "Your account is suspended. Ask the client's administrator.");

    public static readonly Refusal OtherBrowser = new(
        RefusalCode.SessionEnded, "This sign-in belongs to another browser, so it was ended everywhere. If you did not copy it yourself, tell the client's administrator.");

    public static readonly Refusal SharedStateLost = new(
        RefusalCode.NotReady, "The gateway cannot reach what it shares with the others at this moment, so it knows nobody. Try again in a minute.");

    public static readonly Refusal BadCredential = new(
        RefusalCode.BadCredential, "The name or the password is not right.");

    public static readonly Refusal OtherProvider = new(
        RefusalCode.SessionEnded, "You sign in by another organisation's account now. Sign in again.");

    public static readonly Refusal SignsInByProvider = new(
        RefusalCode.Denied, "You sign in with your organisation's account here, not with a password. Use its button above.");

    public static readonly Refusal LockedOut = new(
        RefusalCode.LockedOut, "Too many failed attempts for this name or from this address.");

    public static readonly Refusal BadGitCredential = new(
        RefusalCode.BadCredential,
        "The name or the access token is not right, or the token was revoked. Run remotedev login, or make an access token on your account page.");

    public static readonly Refusal UnknownSshKey = new(
        RefusalCode.BadCredential, "This key is nobody's here. Add it to your account in the portal first, or sign in with remotedev login.");

    public static readonly Refusal UnknownSshCertificate = new(
        RefusalCode.BadCredential, "This certificate is not valid here, or not any more. Get a new one with remotedev login.");

    public static readonly Refusal Busy = new(
        RefusalCode.NotReady, "Too many sign-ins at this moment. Try again in a few seconds.");

    public static readonly Refusal DatabaseLost = new(
        RefusalCode.NotReady, "The gateway cannot look anybody up at this moment. Nothing was counted against you. Try again in a minute.");

    public static readonly Refusal NoKeysNow = new(
        RefusalCode.NotReady, "The gateway cannot check SSH keys at this moment. Nothing was counted against you. Try again in a minute.");

    public static readonly Refusal TraceUnavailable = new(
        RefusalCode.TraceUnavailable, "The gateway cannot write its trace at this moment, so nobody can sign in. Try again later.");

    /// <summary>Why a person may not be identified at this moment, or null. Asked for every request: suspension is immediate.</summary>
    public static Refusal? WhyNot(PersonEntry? person) => person switch
    {
        null => Unknown,
        { Suspended: true } => Suspended,
        _ => null,
    };

    /// <summary>The same, and whether the provider that vouched is still the person's. Also for a sign-in that no gateway had met when the catalogue changed.</summary>
    public static Refusal? WhyNot(FirstFactor first, PersonEntry? person) =>
        WhyNot(person) ?? (first.Provider is { } provider && person!.Provider != provider ? OtherProvider : null);
}
