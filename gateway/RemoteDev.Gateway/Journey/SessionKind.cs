namespace RemoteDev.Gateway.Journey;

/// <summary>What an access session gives access to. The zero value gives access to nothing.</summary>
internal enum SessionKind
{
    None = 0,

    /// <summary>The portal and console of one sign-in.</summary>
    Console,

    /// <summary>One environment, in a browser.</summary>
    Environment,

    /// <summary>Repositories of the git door, by a person's own git credential from outside.</summary>
    Git,

    /// <summary>One environment, over SSH: from a person's own client or from the terminal in the portal.</summary>
    Ssh,
}
