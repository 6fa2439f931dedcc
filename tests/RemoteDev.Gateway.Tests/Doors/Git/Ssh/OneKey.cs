using RemoteDev.Ssh;
using RemoteDev.Ssh.Connection;

namespace RemoteDev.Gateway.Tests.Doors.Git.Ssh;

/// <summary>Lets in whoever holds one key.</summary>
internal sealed class OneKey(SshPublicKey key, Action<ChannelOpening> open) : ISshServerHandler
{
    public ValueTask<AuthStep> PublicKeyOfferedAsync(string userName, SshPublicKey offered, CancellationToken cancellationToken) =>
        new(offered.Equals(key) ? new AuthStep.Acceptable() : new AuthStep.Failure());

    public ValueTask<AuthStep> PublicKeyProvenAsync(string userName, SshPublicKey proven, SecurityKeyUse? use, CancellationToken cancellationToken) =>
        new(proven.Equals(key) ? new AuthStep.Success() : new AuthStep.Failure());

    public ValueTask<AuthStep> KeyboardInteractiveStartedAsync(string userName, CancellationToken cancellationToken) => new(new AuthStep.Failure());

    public ValueTask<AuthStep> KeyboardInteractiveAnsweredAsync(string userName, IReadOnlyList<string> answers, CancellationToken cancellationToken) =>
        new(new AuthStep.Failure());

    public void Reset()
    {
    }

    public void OnAuthenticated(SshConnection connection, string userName, string peerVersion)
    {
    }

    public void OnChannelOpen(ChannelOpening opening) => open(opening);

    public void OnGlobalRequest(GlobalRequest request) => request.Fail();

    public void OnEnded(SshFault fault)
    {
    }
}
