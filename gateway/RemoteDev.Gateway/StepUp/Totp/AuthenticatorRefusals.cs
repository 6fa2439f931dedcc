using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.StepUp.Totp;

/// <summary>What people are told when their authenticator app is not set up or removed.</summary>
internal static class AuthenticatorRefusals
{
    public static readonly Refusal Over = new(
        RefusalCode.Malformed, "This picture was made too long ago, or for another sign-in. Begin again, and scan the new one.");

    public static readonly Refusal WrongCode = new(
        RefusalCode.BadCredential,
        "This is not the code the app should show at this moment. Use the newest one, or scan the picture again. If it goes on, set your phone to automatic date and time.");

    public static readonly Refusal LastFactor = new(
        RefusalCode.Denied, "The app is your only second factor, and without one you could not sign in. Add a passkey before you remove it, or set up another app in its place.");

    public static readonly Refusal None = new(RefusalCode.Unknown, "You have no authenticator app; it may have been removed already.");

    public static readonly Refusal NoAccount = new(
        RefusalCode.Denied, "There is no account of yours to which a second factor could be added. Ask an administrator for an invitation.");
}
