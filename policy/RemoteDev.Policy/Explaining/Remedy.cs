namespace RemoteDev.Policy.Explaining;

/// <summary>Something that would have to be different for the answer to change.</summary>
public enum Remedy
{
    /// <summary>Nothing that is known.</summary>
    None = 0,

    /// <summary>A time window must open (or a blocking one close); the explanation says when.</summary>
    Wait,

    /// <summary>The request must come from inside an environment.</summary>
    FromInside,

    /// <summary>A fresher second factor.</summary>
    FreshMfa,

    /// <summary>A passkey as the second factor.</summary>
    Passkey,

    /// <summary>A confidentiality agreement on file.</summary>
    Nda,

    /// <summary>A training on file.</summary>
    Training,

    /// <summary>A background check on file.</summary>
    Background,

    /// <summary>A device with a certificate.</summary>
    DeviceCertificate,

    /// <summary>A managed device.</summary>
    ManagedDevice,

    /// <summary>Another network to come from; the explanation's text says which.</summary>
    Network,

    /// <summary>Another country to come from; the explanation's text says which.</summary>
    Country,

    /// <summary>The consent of someone else.</summary>
    Approval,
}
