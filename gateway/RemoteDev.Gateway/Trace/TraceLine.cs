using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace RemoteDev.Gateway.Trace;

/// <summary>
/// The form of one line: <c>{"v":1,"seq":7,"at":"2026-11-21T20:00:00.0000000Z","type":"session.opened",...}</c> and a line
/// feed. <c>v</c> changes only when an old reader would misunderstand a new line. Not thread-safe: it reuses its buffers.
/// </summary>
internal sealed class TraceLine : IDisposable
{
    public const int Version = 1;

    /// <summary>Longer lines are not ours (every string and list of an event is bounded), so they are never read into memory.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _body = new(4096);
    private readonly Utf8JsonWriter _json;

    public TraceLine() => _json = new Utf8JsonWriter(_body, new JsonWriterOptions { SkipValidation = true });

    /// <summary>Appends one line, line feed included.</summary>
    public void Write(IBufferWriter<byte> target, in TraceEntry entry)
    {
        _body.ResetWrittenCount();
        _json.Reset(_body);
        JsonSerializer.Serialize(_json, entry.Event, TraceJson.Default.AuditEvent);

        Span<byte> envelope = stackalloc byte[96];
        var length = Copy("{\"v\":1,\"seq\":"u8, envelope, 0);
        _ = Utf8Formatter.TryFormat(entry.Sequence, envelope[length..], out var digits);
        length = Copy(",\"at\":\""u8, envelope, length + digits);
        _ = Utf8Formatter.TryFormat(entry.At.UtcDateTime, envelope[length..], out var stamp, new StandardFormat('O'));
        length = Copy("\","u8, envelope, length + stamp);
        target.Write(envelope[..length]);

        // The body is an object that always has its type: without its opening brace it continues the envelope.
        target.Write(_body.WrittenSpan[1..]);
        target.Write("\n"u8);
    }

    /// <summary>Reads one line back, or null when it is not a line of this version that we could have written.</summary>
    public static TraceEntry? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var head = new Utf8JsonReader(line);
            if (!Next(ref head, "v") || head.GetInt32() != Version
                || !Next(ref head, "seq") || head.GetInt64() is var sequence && sequence <= 0
                || !Next(ref head, "at") || !head.TryGetDateTimeOffset(out var at))
            {
                return null;
            }

            return JsonSerializer.Deserialize(line, TraceJson.Default.AuditEvent) is { } read ? new TraceEntry(sequence, at, read) : null;
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    public void Dispose() => _json.Dispose();

    private static bool Next(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType == JsonTokenType.None && !reader.Read())
        {
            return false;
        }

        return reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name) && reader.Read();
    }

    private static int Copy(ReadOnlySpan<byte> text, Span<byte> target, int at)
    {
        text.CopyTo(target[at..]);
        return at + text.Length;
    }
}
