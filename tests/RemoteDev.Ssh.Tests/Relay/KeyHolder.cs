using RemoteDev.Ssh.Connection;

namespace RemoteDev.Ssh.Tests.Relay;

/// <summary>Lets in whoever holds one key, and hands their channels to the test.</summary>
internal sealed class KeyHolder(SshPublicKey key) : ISshServerHandler
{
    private readonly TaskCompletionSource<SshFault> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Action<ChannelOpening> Open { get; init; } = opening => opening.Refuse(OpenFailureReason.ConnectFailed, "Nothing here.");

    public Action<GlobalRequest> Ask { get; init; } = request => request.Fail();

    public SshConnection? Connection { get; private set; }

    public string UserName { get; private set; } = string.Empty;

    public Task<SshFault> Ended => _ended.Task;

    public ValueTask<AuthStep> PublicKeyOfferedAsync(string userName, SshPublicKey offered, CancellationToken cancellationToken)
        => new(offered.Equals(key) ? new AuthStep.Acceptable() : new AuthStep.Failure());

    public ValueTask<AuthStep> PublicKeyProvenAsync(
        string userName, SshPublicKey proven, SecurityKeyUse? use, CancellationToken cancellationToken)
        => new(proven.Equals(key) ? new AuthStep.Success() : new AuthStep.Failure());

    public ValueTask<AuthStep> KeyboardInteractiveStartedAsync(string userName, CancellationToken cancellationToken)
        => new(new AuthStep.Failure());

    public ValueTask<AuthStep> KeyboardInteractiveAnsweredAsync(
        string userName, IReadOnlyList<string> answers, CancellationToken cancellationToken)
        => new(new AuthStep.Failure());

    public void Reset()
    {
        // Nothing is remembered.
    }

    public void OnAuthenticated(SshConnection connection, string userName, string peerVersion)
    {
        Connection = connection;
        UserName = userName;
    }

    public void OnChannelOpen(ChannelOpening opening) => Open(opening);

    public void OnGlobalRequest(GlobalRequest request) => Ask(request);

    public void OnEnded(SshFault fault) => _ended.SetResult(fault);
}
