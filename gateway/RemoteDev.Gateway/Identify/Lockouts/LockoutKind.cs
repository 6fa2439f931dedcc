namespace RemoteDev.Gateway.Identify.Lockouts;

/// <summary>What failures are counted by. Each kind has its own patience (<see cref="LockoutRule"/>).</summary>
internal enum LockoutKind
{
    None = 0,

    /// <summary>Passwords tried for one canonical login, whether it exists or not.</summary>
    Password,

    /// <summary>Codes of a second factor tried for one login.</summary>
    Code,

    /// <summary>Anything tried from one address: the socket's peer, never what a header says.</summary>
    Address,

    /// <summary>Credentials at the git door, by address.</summary>
    Git,
}
