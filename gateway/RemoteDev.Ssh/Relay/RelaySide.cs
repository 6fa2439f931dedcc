namespace RemoteDev.Ssh.Relay;

/// <summary>The two peers of a relay.</summary>
public enum RelaySide
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Who connected to us.</summary>
    Client,

    /// <summary>To whom we connected.</summary>
    Server,
}
