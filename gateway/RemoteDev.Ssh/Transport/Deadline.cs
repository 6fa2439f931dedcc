namespace RemoteDev.Ssh.Transport;

/// <summary>What a connection waits for, and not for ever.</summary>
internal enum Deadline
{
    /// <summary>The user to be authenticated.</summary>
    Login = 0,

    /// <summary>Time for new keys.</summary>
    RekeyDue,

    /// <summary>The peer to finish a key exchange after the first.</summary>
    RekeyAnswer,

    /// <summary>A word from the peer.</summary>
    Silence,

    /// <summary>The last messages to leave.</summary>
    Close,
}
