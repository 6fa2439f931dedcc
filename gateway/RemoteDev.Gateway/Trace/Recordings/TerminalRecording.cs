using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RemoteDev.Policy.Obligations;

namespace RemoteDev.Gateway.Trace.Recordings;

/// <summary>
/// A terminal as asciicast v2 (docs.asciinema.org, "asciicast v2"): a line of JSON about the terminal, then a line for each event with its time in
/// seconds: <c>o</c> output, <c>i</c> input, <c>r</c> a new size, <c>m</c> a marker. Safe for two threads.
/// </summary>
internal sealed class TerminalRecording : IAsyncDisposable
{
    private const int LargestSide = 10_000;

    private readonly Lock _gate = new();
    private readonly RecordingWriter _writer;
    private readonly RecordMode _mode;
    private readonly TimeProvider _clock;
    private readonly long _began;
    private readonly Decoder _output = Encoding.UTF8.GetDecoder();
    private readonly Decoder _input = Encoding.UTF8.GetDecoder();
    private readonly EchoMask _echo;
    private readonly ArrayBufferWriter<byte> _line = new(4096);

    /// <summary>Begins with the line about the terminal.</summary>
    /// <param name="mode">Whether what is typed is recorded too.</param>
    /// <param name="title">Who and where, for whoever plays it.</param>
    public TerminalRecording(RecordingWriter writer, RecordMode mode, int columns, int rows, string title, TimeProvider clock)
    {
        _writer = writer;
        _mode = mode;
        _clock = clock;
        _began = clock.GetTimestamp();
        _echo = new EchoMask(clock);
        lock (_gate)
        {
            using (var json = new Utf8JsonWriter(_line))
            {
                json.WriteStartObject();
                json.WriteNumber("version", 2);
                json.WriteNumber("width", Side(columns));
                json.WriteNumber("height", Side(rows));
                json.WriteNumber("timestamp", clock.GetUtcNow().ToUnixTimeSeconds());
                json.WriteString("title", title);
                json.WriteEndObject();
            }

            End();
        }
    }

    /// <summary>False once it cannot go on: the session must end.</summary>
    public bool IsSound => _writer.IsSound;

    /// <summary>True while the disk is behind and bytes should be held back.</summary>
    public bool IsBehind => _writer.IsBehind;

    /// <summary>What the person saw.</summary>
    public void Output(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            var text = Decode(_output, bytes);
            if (_mode == RecordMode.Full)
            {
                Event("i", _echo.Shown(text));
            }

            Event("o", text);
        }
    }

    /// <summary>What the person typed.</summary>
    public void Input(ReadOnlySpan<byte> bytes)
    {
        if (_mode != RecordMode.Full)
        {
            return;
        }

        lock (_gate)
        {
            Event("i", _echo.Typed(Decode(_input, bytes)));
        }
    }

    public void Resize(int columns, int rows)
    {
        lock (_gate)
        {
            Event("r", $"{Side(columns)}x{Side(rows)}");
        }
    }

    /// <summary>Something that the gateway did: a warning, a removal, the end.</summary>
    public void Mark(string what)
    {
        lock (_gate)
        {
            Event("m", what);
        }
    }

    /// <summary>Writes the rest. Called once, when nothing comes any more.</summary>
    public ValueTask<RecordingReceipt> FinishAsync() => _writer.FinishAsync();

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private static int Side(int cells) => Math.Clamp(cells, 1, LargestSide);

    // A character that is split over two packets waits in the decoder for its rest.
    private static string Decode(Decoder decoder, ReadOnlySpan<byte> bytes)
    {
        var chars = ArrayPool<char>.Shared.Rent(bytes.Length + 4);
        var count = decoder.GetChars(bytes, chars, flush: false);
        var text = new string(chars, 0, count);
        ArrayPool<char>.Shared.Return(chars);
        return text;
    }

    private void Event(string code, string data)
    {
        if (data.Length == 0)
        {
            return;
        }

        using (var json = new Utf8JsonWriter(_line))
        {
            json.WriteStartArray();
            json.WriteRawValue(_clock.GetElapsedTime(_began).TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture));
            json.WriteStringValue(code);
            json.WriteStringValue(data);
            json.WriteEndArray();
        }

        End();
    }

    private void End()
    {
        _line.Write("\n"u8);
        _writer.Append(_line.WrittenSpan);
        _line.ResetWrittenCount();
    }
}
