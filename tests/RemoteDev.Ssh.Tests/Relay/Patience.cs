namespace RemoteDev.Ssh.Tests.Relay;

internal static class Patience
{
    /// <summary>After which a test that waits has failed.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
}
