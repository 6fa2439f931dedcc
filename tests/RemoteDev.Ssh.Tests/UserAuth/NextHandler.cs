using RemoteDev.Ssh.Transport;

namespace RemoteDev.Ssh.Tests.UserAuth;

/// <summary>What comes after authentication: keeps the numbers of what it is handed.</summary>
internal sealed class NextHandler : IMessageHandler
{
    public List<byte> Handled { get; } = [];

    public List<string> Told { get; } = [];

    public ValueTask<SshFault?> HandleAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        Handled.Add(payload.IsEmpty ? (byte)0 : payload.Span[0]);
        return default;
    }

    public void OnBatchHandled() => Told.Add("batch");

    public void OnDrained() => Told.Add("drained");

    public void OnEnded(SshFault fault) => Told.Add("ended");
}
