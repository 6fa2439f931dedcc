namespace RemoteDev.Ssh;

/// <summary>Which end of a connection we are.</summary>
public enum SshRole
{
    /// <summary>We accepted the connection.</summary>
    Server = 0,

    /// <summary>We opened the connection.</summary>
    Client,
}
