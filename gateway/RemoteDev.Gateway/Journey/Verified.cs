namespace RemoteDev.Gateway.Journey;

/// <summary>
/// The third proof: what has to stand behind the identity does. For a person that is a second factor; how fresh it must be is policy's to
/// say, that it exists is said here, for every door. For a service account, which can have none, it is that it is one: its secret and its
/// network are all its proof, and what it may do is narrowed by that from here on. Made by the StepUp room alone.
/// </summary>
internal sealed class Verified
{
    private Verified(Identified identified, MfaProof? factor)
    {
        Identified = identified;
        Factor = factor;
    }

    public Identified Identified { get; }

    /// <summary>The person's second factor; null for a service account, and only there.</summary>
    public MfaProof? Factor { get; }

    /// <summary>The person's second factor, for what only people do.</summary>
    /// <exception cref="InvalidOperationException">A service account got where only people do: a fault, and it fails closed.</exception>
    public MfaProof Mfa => Factor ?? throw new InvalidOperationException("A service account has no second factor.");

    /// <summary>Demands the earlier proof and the factor.</summary>
    public static Verified With(Identified identified, MfaProof mfa)
    {
        ArgumentNullException.ThrowIfNull(identified);
        ArgumentNullException.ThrowIfNull(mfa);
        return identified.Service is null
            ? new Verified(identified, mfa)
            : throw new ArgumentException("A service account shows no factor.", nameof(identified));
    }

    /// <summary>Demands the earlier proof, and that it is a service account's.</summary>
    public static Verified OfService(Identified identified)
    {
        ArgumentNullException.ThrowIfNull(identified);
        return identified.Service is not null
            ? new Verified(identified, null)
            : throw new ArgumentException("A person shows a factor.", nameof(identified));
    }
}
