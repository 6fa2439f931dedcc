using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Ssh.Tests.Relay;

/// <summary>Relays what a target opens towards the client.</summary>
internal sealed class BackHandler : ISshConnectionHandler
{
    public Func<SshConnection> Client { get; set; } = () => throw new InvalidOperationException("Nobody has logged in.");

    public Func<IChannelGuard> Guard { get; init; } = () => new TestGuard();

    public void OnChannelOpen(ChannelOpening opening) => SshRelay.Join(opening, Client(), Guard());

    public void OnGlobalRequest(GlobalRequest request) => request.Fail();
}
