using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh;
using RemoteDev.Ssh.Connection;

namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>The gateway's own connection into an environment, for one person's connection to it.</summary>
internal sealed class EnvironmentLink(Permitted reach, SshClientConnection target, SshJudge judge)
{
    public Permitted Reach { get; } = reach;

    public SshJudge Judge { get; } = judge;

    public SshConnection Onward => target.Connection;

    public bool IsOver => target.Ended.IsCompleted;

    /// <summary>Ends it and waits until it is over.</summary>
    public ValueTask EndAsync() => target.DisposeAsync();
}
