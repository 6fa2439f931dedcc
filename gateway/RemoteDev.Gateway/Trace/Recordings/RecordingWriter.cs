using System.Collections.Concurrent;
using System.Threading.Channels;

namespace RemoteDev.Gateway.Trace.Recordings;

/// <summary>
/// Takes a recording's content from the threads that move bytes and writes it from one of its own, a second late at most. When the disk
/// fails, or is left behind, it says so once, and the session must end: nobody works unrecorded.
/// </summary>
internal sealed class RecordingWriter : IAsyncDisposable
{
    /// <summary>What may wait for the disk. Whoever respects <see cref="IsBehind"/> never gets near it.</summary>
    private const int MostWaiting = 8 * 1024 * 1024;

    private const int Behind = 1024 * 1024;

    private static readonly TimeSpan FlushAfter = TimeSpan.FromSeconds(1);

    private readonly RecordingFile _file;
    private readonly string _name;
    private readonly Action<string> _failed;
    private readonly TimeProvider _clock;
    private readonly ConcurrentQueue<byte[]> _waiting = new();

    // Says that a frame is full. Nothing to dispose: a thread that was appending as the recording ended may still signal it, where a disposed
    // semaphore would throw at whoever moves the bytes or judges the session.
    private readonly Channel<bool> _full = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TaskCompletionSource _finishing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<bool> _writing;
    private long _waitingBytes;
    private int _broken;

    /// <summary>Starts the writing.</summary>
    /// <param name="failed">Called at most once, with words for the operator, when the recording cannot go on. Must not block.</param>
    public RecordingWriter(RecordingFile file, string name, Action<string> failed, TimeProvider clock)
    {
        _file = file;
        _name = name;
        _failed = failed;
        _clock = clock;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>False once the recording is broken; the caller moves no more bytes.</summary>
    public bool IsSound => Volatile.Read(ref _broken) == 0;

    /// <summary>True while the disk has fallen behind: who can hold bytes back should, until it is false.</summary>
    public bool IsBehind => Interlocked.Read(ref _waitingBytes) > Behind;

    /// <summary>Queues content, from any thread. False when the recording cannot go on.</summary>
    public bool Append(ReadOnlySpan<byte> content)
    {
        if (!IsSound || _finishing.Task.IsCompleted)
        {
            return false;
        }

        var waiting = Interlocked.Add(ref _waitingBytes, content.Length);
        if (waiting > MostWaiting)
        {
            Break("The disk does not keep up with what is recorded.");
            return false;
        }

        _waiting.Enqueue(content.ToArray());
        if (waiting >= RecordingFormat.FrameBytes && waiting - content.Length < RecordingFormat.FrameBytes)
        {
            _full.Writer.TryWrite(true);
        }

        return true;
    }

    /// <summary>Writes what waits and the last frame. Nothing may be appended meanwhile or after.</summary>
    public async ValueTask<RecordingReceipt> FinishAsync()
    {
        _finishing.TrySetResult();
        var whole = await _writing;
        return new RecordingReceipt(_name, _file.Bytes, _file.Digest(), whole);
    }

    public async ValueTask DisposeAsync()
    {
        _finishing.TrySetResult();
        await _writing;
        _file.Dispose();
    }

    private async Task<bool> WriteAsync()
    {
        var frame = new byte[RecordingFormat.FrameBytes];
        try
        {
            while (!_finishing.Task.IsCompleted && IsSound)
            {
                // A second's worth goes out together: a frame for every key stroke would cost more than the stroke.
                using var round = new CancellationTokenSource();
                await Task.WhenAny(_finishing.Task, Task.Delay(FlushAfter, _clock, round.Token), _full.Reader.WaitToReadAsync(round.Token).AsTask());
                _full.Reader.TryRead(out _);
                await round.CancelAsync();
                if (_finishing.Task.IsCompleted)
                {
                    // What waits goes out with the last frame, and to the disk once.
                    break;
                }

                if (Drain(frame) is var filled and > 0)
                {
                    _file.Append(frame.AsSpan(0, filled));
                    _file.Commit();
                }
            }

            _file.Append(frame.AsSpan(0, Drain(frame)), last: IsSound);
            _file.Commit();
            return IsSound;
        }
        catch (Exception fault)
        {
            // Whatever it was: nothing is written any more, and nobody works unrecorded.
            Break(fault.Message);
            return false;
        }
    }

    /// <summary>Writes whole frames and gives the length of the rest.</summary>
    private int Drain(byte[] frame)
    {
        var filled = 0;
        while (_waiting.TryDequeue(out var content))
        {
            Interlocked.Add(ref _waitingBytes, -content.Length);
            var rest = content.AsSpan();
            while (!rest.IsEmpty)
            {
                if (filled == frame.Length)
                {
                    _file.Append(frame);
                    filled = 0;
                }

                var part = rest[..Math.Min(rest.Length, frame.Length - filled)];
                part.CopyTo(frame.AsSpan(filled));
                filled += part.Length;
                rest = rest[part.Length..];
            }
        }

        return filled;
    }

    private void Break(string why)
    {
        if (Interlocked.Exchange(ref _broken, 1) == 0)
        {
            _failed(why);
        }
    }
}
