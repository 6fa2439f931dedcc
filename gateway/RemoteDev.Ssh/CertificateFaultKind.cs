namespace RemoteDev.Ssh;

/// <summary>What is wrong with a certificate, for who records refusals.</summary>
public enum CertificateFaultKind
{
    /// <summary>The key is no certificate.</summary>
    NotACertificate = 0,

    /// <summary>No authority that is trusted signed it.</summary>
    UnknownAuthority,

    /// <summary>It names a trusted authority, and that one did not sign it.</summary>
    BadSignature,

    /// <summary>A host's where a user's is needed, or the other way round.</summary>
    WrongKind,

    /// <summary>It holds only later.</summary>
    NotYetValid,

    /// <summary>It held only until now.</summary>
    Expired,

    /// <summary>It is for others, or for nobody in particular.</summary>
    WrongPrincipal,

    /// <summary>It demands what is not understood here.</summary>
    UnknownCriticalOption,

    /// <summary>It may not be used from this address.</summary>
    WrongSourceAddress,
}
