namespace RemoteDev.Gateway.StepUp.Totp;

/// <summary>A key that no account has yet. Prints as <c>&lt;secret&gt;</c>.</summary>
/// <param name="Box">The key sealed for this person and this sign-in, which comes back with the first code.</param>
internal sealed record BegunAuthenticator(TotpKey Key, string Box)
{
    public override string ToString() => "<secret>";
}
