using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.StepUp.Passkeys;

/// <summary>What people are told when a passkey is not taken.</summary>
internal static class PasskeyRefusals
{
    public static readonly Refusal Over = new(
        RefusalCode.BadCredential,
        "The request for your passkey was over: it waits five minutes, in the browser and the sign-in it was made in, and is answered once. Try again.");

    public static readonly Refusal Wrong = new(
        RefusalCode.BadCredential,
        "This passkey was not accepted. Use one that you added to this account, on this site, and let your device check that it is you "
        + "(fingerprint, face or PIN).");

    public static readonly Refusal CounterFell = new(
        RefusalCode.BadCredential,
        "This passkey was not accepted: it counts fewer uses than it has had, as a copy of it would. The security people were told. "
        + "Confirm in another way, and remove this passkey on your account page if you did not expect it.");

    public static readonly Refusal NotMade = new(
        RefusalCode.Malformed,
        "Your browser's answer was not accepted, so no passkey was added. Try again, and let your device check that it is you (fingerprint, face or PIN).");

    public static readonly Refusal Taken = new(
        RefusalCode.Denied, "This passkey is registered already. Use another device or security key.");

    public static readonly Refusal Enough = new(
        RefusalCode.Denied, "You have 20 passkeys. Remove one that you do not use before you add another.");

    public static readonly Refusal LastFactor = new(
        RefusalCode.Denied, "This is your only second factor, and without one you could not sign in. Add another passkey, or an authenticator app, before you remove it.");

    public static readonly Refusal NoSuchPasskey = new(RefusalCode.Unknown, "You have no such passkey; it may have been removed already.");

    public static readonly Refusal NoName = new(RefusalCode.Malformed, "Give the passkey a name of at most 60 characters, like the device it is on.");

    public static readonly Refusal DatabaseLost = new(
        RefusalCode.NotReady, "The gateway cannot check passkeys at this moment. Nothing was counted against you. Try again in a minute.");

    public static readonly Refusal Crowded = new(
        RefusalCode.NotReady, "Too many people ask for a passkey at this moment. Try again in a few minutes.");
}
