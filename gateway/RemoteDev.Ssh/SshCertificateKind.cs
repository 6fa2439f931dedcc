namespace RemoteDev.Ssh;

/// <summary>What a certificate vouches for; the values are those on the wire.</summary>
public enum SshCertificateKind
{
    /// <summary>Nothing: no certificate has this.</summary>
    None = 0,

    /// <summary>A person or program that logs in.</summary>
    User = 1,

    /// <summary>A machine that is logged into.</summary>
    Host = 2,
}
