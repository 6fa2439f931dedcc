using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace RemoteDev.Gateway.Trace;

/// <summary>Reads the trace back from its files, also while it is written.</summary>
internal static class TraceFiles
{
    /// <summary>The entries from a sequence number on, in order. Ends at the last complete line; lines that are not ours are left out.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static async IAsyncEnumerable<TraceEntry> ReadAsync(
        string directory, long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory))
        {
            yield break;
        }

        var days = TraceDays.In(directory);
        for (var i = FirstDay(directory, days, from); i < days.Count; i++)
        {
            await foreach (var entry in ReadDayAsync(TraceDays.PathOf(directory, days[i]), cancellationToken))
            {
                if (entry.Sequence >= from)
                {
                    yield return entry;
                }
            }
        }
    }

    /// <summary>The newest day that begins at or before the number: sequence numbers ascend through the days.</summary>
    private static int FirstDay(string directory, IReadOnlyList<DateOnly> days, long from)
    {
        var first = days.Count;
        while (first > 0 && TraceTail.LastSequence(TraceDays.PathOf(directory, days[first - 1])) is var last && (last == 0 || last >= from))
        {
            first--;
        }

        return first;
    }

    private static async IAsyncEnumerable<TraceEntry> ReadDayAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = new FileStream(
            path, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite, Options = FileOptions.SequentialScan, BufferSize = 0 });
        var reader = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: 64 * 1024));
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(cancellationToken);
                var rest = read.Buffer;
                while (TryTakeLine(ref rest, out var line))
                {
                    if (line.Length <= TraceLine.MaxBytes && TraceLine.Read(line.IsSingleSegment ? line.FirstSpan : line.ToArray()) is { } entry)
                    {
                        yield return entry;
                    }
                }

                if (read.IsCompleted || rest.Length > TraceLine.MaxBytes)
                {
                    yield break;
                }

                reader.AdvanceTo(rest.Start, rest.End);
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> rest, out ReadOnlySequence<byte> line)
    {
        if (rest.PositionOf((byte)'\n') is not { } end)
        {
            line = default;
            return false;
        }

        line = rest.Slice(0, end);
        rest = rest.Slice(rest.GetPosition(1, end));
        return true;
    }
}
