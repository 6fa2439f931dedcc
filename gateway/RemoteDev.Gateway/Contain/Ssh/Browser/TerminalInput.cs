using System.Buffers;
using RemoteDev.Ssh.Connection;

namespace RemoteDev.Gateway.Contain.Ssh.Browser;

/// <summary>
/// The one way into a terminal's program, for the person and for the answers that the filter gives in their terminal's stead. Answers never
/// hold up what is shown: a program that reads nothing before its output is taken would wait for ever.
/// </summary>
internal sealed class TerminalInput(ChannelStream stream) : IAsyncDisposable
{
    private const int MostAnswers = 64 * 1024;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _answers = new();
    private Task _answering = Task.CompletedTask;

    /// <summary>True while the program takes no answers, so that it should be asked nothing more.</summary>
    public bool IsBehind
    {
        get
        {
            lock (_gate)
            {
                return _answers.WrittenCount > MostAnswers;
            }
        }
    }

    /// <summary>Writes what the person typed; nothing once the program takes no more.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await stream.WriteAsync(octets, cancellationToken);
        }
        catch (IOException)
        {
            // The program is gone, which whoever reads its output is told.
        }
        finally
        {
            _one.Release();
        }
    }

    public void Answer(ReadOnlySpan<byte> octets)
    {
        lock (_gate)
        {
            _answers.Write(octets);
            if (_answering.IsCompleted)
            {
                _answering = AnswerAsync();
            }
        }
    }

    /// <summary>Call after the stream was closed: then nothing waits any more.</summary>
    public async ValueTask DisposeAsync()
    {
        Task answering;
        lock (_gate)
        {
            answering = _answering;
        }

        await answering;
        _one.Dispose();
    }

    private async Task AnswerAsync()
    {
        await Task.Yield();
        while (true)
        {
            byte[] octets;
            lock (_gate)
            {
                if (_answers.WrittenCount == 0)
                {
                    _answering = Task.CompletedTask;
                    return;
                }

                octets = _answers.WrittenSpan.ToArray();
                _answers.ResetWrittenCount();
            }

            await WriteAsync(octets, CancellationToken.None);
        }
    }
}
