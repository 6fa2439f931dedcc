using System.Threading.Channels;
using RemoteDev.Ssh.Transport;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>Keeps what a transport hands on.</summary>
internal sealed class RecordingHandler : IMessageHandler
{
    private readonly Channel<byte[]> _messages = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource<SshFault> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _firstDrained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Drained { get; private set; }

    public Task FirstDrained => _firstDrained.Task;

    public Task<SshFault> Ended => _ended.Task;

    /// <summary>Called with every message before it is kept; what it returns is the handler's answer.</summary>
    public Func<ReadOnlyMemory<byte>, SshFault?>? Judge { get; init; }

    /// <summary>Asks the peer for a word, where the handler can.</summary>
    public Action? Ask { get; set; }

    public ValueTask<SshFault?> HandleAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var fault = Judge?.Invoke(payload);
        _messages.Writer.TryWrite(payload.ToArray());
        return ValueTask.FromResult(fault);
    }

    public void OnDrained()
    {
        Drained++;
        _firstDrained.TrySetResult();
    }

    public bool OnSilence()
    {
        Ask?.Invoke();
        return Ask is not null;
    }

    public void OnEnded(SshFault fault)
    {
        _messages.Writer.Complete();
        _ended.SetResult(fault);
    }

    public ValueTask<byte[]> NextAsync() => _messages.Reader.ReadAsync();

    /// <summary>Everything that came until the end and was not taken.</summary>
    public async Task<List<byte[]>> RestAsync()
    {
        List<byte[]> rest = [];
        await foreach (var message in _messages.Reader.ReadAllAsync())
        {
            rest.Add(message);
        }

        return rest;
    }
}
