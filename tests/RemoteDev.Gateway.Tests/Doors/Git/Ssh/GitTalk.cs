using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using RemoteDev.Gateway.Contain.Git;

namespace RemoteDev.Gateway.Tests.Doors.Git.Ssh;

/// <summary>One conversation from the client's end of a channel that is in memory.</summary>
internal sealed class GitTalk : IAsyncDisposable
{
    /// <summary>Longest a test waits for something that should happen at once.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Pipe _in = new(new PipeOptions(pauseWriterThreshold: 64 << 10, resumeWriterThreshold: 32 << 10));
    private readonly Pipe _out = new(new PipeOptions(pauseWriterThreshold: 64 << 10, resumeWriterThreshold: 32 << 10));
    private readonly Lock _gate = new();
    private readonly MemoryStream _errors = new();
    private readonly MemoryStream _heard = new();
    private readonly CancellationTokenSource _gone = new();
    private Task _hearing = Task.CompletedTask;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public uint Exit { get; private set; }

    /// <summary>What came on the channel.</summary>
    public byte[] Heard => _heard.ToArray();

    public string Text => Encoding.UTF8.GetString(Heard);

    /// <summary>What came on standard error.</summary>
    public string Errors => Encoding.UTF8.GetString(_errors.ToArray());

    /// <summary>Begins to serve; completes when the conversation is over and all of it was heard.</summary>
    /// <param name="deaf">The client reads nothing.</param>
    public async Task Serve(GitSshHouse house, string command, string? protocol, bool deaf = false)
    {
        await using var channel = new PipedChannel(_in.Reader, _out.Writer);
        _hearing = deaf ? Task.CompletedTask : HearAsync();
        Exit = await house.Transfer.ServeAsync(house.Ada(), command, protocol, channel, _errors, _gone.Token);
        await _out.Writer.CompleteAsync();
        await _hearing;
    }

    public async Task SayAsync(byte[] bytes) => await _in.Writer.WriteAsync(bytes);

    public async Task EndAsync() => await _in.Writer.CompleteAsync();

    /// <summary>The client's connection goes away.</summary>
    public Task GoAsync() => _gone.CancelAsync();

    /// <summary>Waits until so much has come.</summary>
    public async Task UntilAsync(Func<byte[], bool> enough)
    {
        while (true)
        {
            Task news;
            lock (_gate)
            {
                if (enough(_heard.ToArray()))
                {
                    return;
                }

                news = _news.Task;
            }

            await news.WaitAsync(Patience);
        }
    }

    /// <summary>Waits for something that tells nobody when it is so.</summary>
    public static async Task UntilAsync(Func<bool> so)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!so())
        {
            await Task.Delay(10, deadline.Token);
        }
    }

    public static byte[] Lines(params string?[] lines)
    {
        var writer = new ArrayBufferWriter<byte>();
        foreach (var line in lines)
        {
            switch (line)
            {
                case null:
                    PktLine.Flush(writer);
                    break;
                case "|":
                    writer.Write("0001"u8);
                    break;
                default:
                    PktLine.Write(writer, Encoding.UTF8.GetBytes(line));
                    break;
            }
        }

        return writer.WrittenSpan.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _in.Reader.CompleteAsync();
        await _out.Writer.CompleteAsync();
        _gone.Dispose();
    }

    private async Task HearAsync()
    {
        while (true)
        {
            var read = await _out.Reader.ReadAsync();
            TaskCompletionSource news;
            lock (_gate)
            {
                foreach (var part in read.Buffer)
                {
                    _heard.Write(part.Span);
                }

                news = _news;
                _news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            news.SetResult();

            _out.Reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }
}
