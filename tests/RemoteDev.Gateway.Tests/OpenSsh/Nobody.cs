using RemoteDev.Ssh;
using RemoteDev.Ssh.Connection;

namespace RemoteDev.Gateway.Tests.OpenSsh;

/// <summary>A server that lets nobody in.</summary>
internal sealed class Nobody : ISshServerHandler
{
    public ValueTask<AuthStep> PublicKeyOfferedAsync(string userName, SshPublicKey key, CancellationToken cancellationToken) => No();

    public ValueTask<AuthStep> PublicKeyProvenAsync(string userName, SshPublicKey key, SecurityKeyUse? use, CancellationToken cancellationToken) => No();

    public ValueTask<AuthStep> KeyboardInteractiveStartedAsync(string userName, CancellationToken cancellationToken) => No();

    public ValueTask<AuthStep> KeyboardInteractiveAnsweredAsync(string userName, IReadOnlyList<string> answers, CancellationToken cancellationToken) => No();

    public void Reset()
    {
    }

    public void OnAuthenticated(SshConnection connection, string userName, string peerVersion) => Assert.Fail("Nobody was let in, and somebody is in.");

    public void OnEnded(SshFault fault)
    {
    }

    public void OnChannelOpen(ChannelOpening opening) => opening.Refuse(OpenFailureReason.AdministrativelyProhibited, "");

    public void OnGlobalRequest(GlobalRequest request) => request.Fail();

    private static ValueTask<AuthStep> No() => ValueTask.FromResult<AuthStep>(new AuthStep.Failure());
}
