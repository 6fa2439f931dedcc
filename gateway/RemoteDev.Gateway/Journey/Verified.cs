namespace RemoteDev.Gateway.Journey;

/// <summary>
/// The third proof: a second factor stands behind the identity. Made by the StepUp room alone. How fresh it must be is
/// policy's to say; that it exists is said here, for every door.
/// </summary>
internal sealed class Verified
{
    private Verified(Identified identified, MfaProof mfa)
    {
        Identified = identified;
        Mfa = mfa;
    }

    public Identified Identified { get; }

    public MfaProof Mfa { get; }

    /// <summary>Demands the earlier proof and the factor.</summary>
    public static Verified With(Identified identified, MfaProof mfa)
    {
        ArgumentNullException.ThrowIfNull(identified);
        ArgumentNullException.ThrowIfNull(mfa);
        return new Verified(identified, mfa);
    }
}
