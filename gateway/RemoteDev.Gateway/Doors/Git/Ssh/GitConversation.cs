using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using RemoteDev.Gateway.Contain.Git;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Doors.Git.Ssh;

/// <summary>
/// The client's side of one git conversation over SSH: what it sends, how it is told no, and what stops it. Every wait has a deadline, and
/// every wait ends when a permission under which the conversation goes on is lost.
/// </summary>
/// <param name="command">The command line, as it is traced.</param>
/// <param name="channel">The channel's data, both ways; not closed here.</param>
/// <param name="errors">The channel's standard error.</param>
internal sealed class GitConversation(
    string command, Stream channel, Stream errors, GitSshLimits limits, TimeProvider clock, CancellationToken gone) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cut = CancellationTokenSource.CreateLinkedTokenSource(gone);
    private bool _over;

    public string Command { get; } = command;

    /// <summary>What the client sends.</summary>
    public PipeReader Input { get; } = PipeReader.Create(channel, new StreamPipeReaderOptions(leaveOpen: true));

    /// <summary>What the client is answered on.</summary>
    public Stream Channel => channel;

    /// <summary>Cancelled when a permission is lost, or the client is gone.</summary>
    public CancellationToken Token => _cut.Token;

    /// <summary>The first permission that was lost, or null.</summary>
    public LiveStream? Lost { get; private set; }

    /// <summary>Whether an error-line of the protocol would be read now: nothing of an answer has been sent.</summary>
    public bool TakesErrorLine { get; set; }

    /// <summary>The push whose report the client waits for; null when it waits for none.</summary>
    public PushCommands? AwaitsReport { get; set; }

    /// <summary>Given to each stream as what stops its bytes. Returns at once.</summary>
    public void Cut(LiveStream stream)
    {
        lock (_gate)
        {
            if (!_over)
            {
                Lost ??= stream;
                _ = _cut.CancelAsync();
            }
        }
    }

    /// <summary>Why a stream of this conversation ended.</summary>
    public EndReason ReasonFor(Refusal? refusal) => (Lost, refusal?.Code) switch
    {
        ({ } lost, _) => lost.CutReason,
        (_, null) => EndReason.Closed,
        (_, RefusalCode.UpstreamUnavailable) => EndReason.UpstreamFailed,
        _ => EndReason.NotContained,
    };

    /// <summary>Waits for the client's next word, and leaves it where it is. False: it says no more.</summary>
    /// <returns>Null when the wait was too long.</returns>
    public ValueTask<bool?> HasMoreAsync() => WithinAsync<bool?>(limits.NextWithin, async token =>
    {
        var read = await Input.ReadAsync(token);
        Input.AdvanceTo(read.Buffer.Start);
        return !read.Buffer.IsEmpty;
    });

    /// <summary>Reads one request; null when the client took too long over it.</summary>
    public ValueTask<T?> ReadAsync<T>(Func<PipeReader, CancellationToken, ValueTask<T?>> read) =>
        WithinAsync(limits.RequestWithin, token => read(Input, token));

    /// <summary>
    /// Tells the client why not, in the protocol when it is at a point to read it, otherwise on standard error, which ssh shows.
    /// </summary>
    public async ValueTask RefuseAsync(Refusal refusal)
    {
        using var deadline = new CancellationTokenSource(limits.TellWithin, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, gone);
        var words = new ArrayBufferWriter<byte>();
        try
        {
            if (AwaitsReport is { WantsReport: true } push)
            {
                GitRefusalWords.WriteReport(words, push, refusal);
                await channel.WriteAsync(words.WrittenMemory, either.Token);
                if (push.HasPack)
                {
                    await DropAsync(push);
                }
            }
            else if (TakesErrorLine)
            {
                GitRefusalWords.WriteError(words, refusal);
                await channel.WriteAsync(words.WrittenMemory, either.Token);
            }
            else
            {
                await errors.WriteAsync(Encoding.UTF8.GetBytes(RefusalLine.Of(refusal) + "\n"), either.Token);
            }
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException)
        {
            // Nobody is there to be told, or nobody reads.
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _over = true;
        }

        Input.Complete();
        _cut.Dispose();
    }

    /// <summary>A client that still sends its pack would not read the report before it has.</summary>
    private async ValueTask DropAsync(PushCommands push)
    {
        using var deadline = new CancellationTokenSource(limits.DropWithin, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, Token);
        await using var pack = new PushBody(Input.AsStream(leaveOpen: true), push.Length, push.ChecksumLength, limits.LargestPush);
        var dropped = new byte[16 << 10];
        while (await pack.ReadAsync(dropped, either.Token) > 0)
        {
        }
    }

    private async ValueTask<T?> WithinAsync<T>(TimeSpan time, Func<CancellationToken, ValueTask<T?>> wait)
    {
        using var deadline = new CancellationTokenSource(time, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, Token);
        try
        {
            return await wait(either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !Token.IsCancellationRequested)
        {
            return default;
        }
    }
}
