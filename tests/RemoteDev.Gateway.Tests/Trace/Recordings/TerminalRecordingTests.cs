using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using RemoteDev.Gateway.Identify.Keys;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Recordings;
using RemoteDev.Policy.Obligations;

namespace RemoteDev.Gateway.Tests.Trace.Recordings;

/// <summary>A recording is asciicast v2, and holds what was typed only where the screen showed it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class TerminalRecordingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("remotedev-cast-").FullName;
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));
    private readonly RecordingShelf _shelf;

    public TerminalRecordingTests() => _shelf = new RecordingShelf(
        Path.Combine(_folder, "recordings"), new TraceDisk(), MasterKey.At(Path.Combine(_folder, "k"), Path.Combine(_folder, "none")), TimeProvider.System);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Writes_AHeadAndEventsWithTheirTimes()
    {
        var lines = await RecordAsync(RecordMode.Full, cast =>
        {
            cast.Output("$ "u8);
            _clock.Advance(TimeSpan.FromMilliseconds(1500));
            cast.Resize(120, 40);
            cast.Mark("closes soon");
        });

        Assert.Equal((2, 80, 24, 1795338000L), (
            lines[0].GetProperty("version").GetInt32(), lines[0].GetProperty("width").GetInt32(), lines[0].GetProperty("height").GetInt32(),
            lines[0].GetProperty("timestamp").GetInt64()));
        Assert.Equal("ada on payments-vm", lines[0].GetProperty("title").GetString());
        Assert.Equal(["0.000000 o $ ", "1.500000 r 120x40", "1.500000 m closes soon"], lines.Skip(1).Select(Said), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Joins_CharactersThatPacketsSplit()
    {
        var euro = "€"u8.ToArray();
        var lines = await RecordAsync(RecordMode.Full, cast =>
        {
            cast.Output(euro.AsSpan(0, 1));
            cast.Output(euro.AsSpan(1, 1));
            cast.Output(euro.AsSpan(2));
        });

        Assert.Equal(["0.000000 o €"], lines.Skip(1).Select(Said), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Records_TypingThatWasEchoed()
    {
        var lines = await RecordAsync(RecordMode.Full, cast =>
        {
            foreach (var key in "ls")
            {
                cast.Input([(byte)key]);
                cast.Output([(byte)key]);
            }

            cast.Input("\r"u8);
        });

        Assert.Equal("ls\r", Typed(lines));
    }

    [Fact]
    public async Task Masks_APasswordThatWasNotEchoed()
    {
        var lines = await RecordAsync(RecordMode.Full, cast =>
        {
            cast.Output("Password: "u8);
            cast.Input("hunter2\r"u8);
            cast.Output("\r\nwelcome\r\n"u8);
        });

        Assert.Equal("*******\r", Typed(lines));
        Assert.DoesNotContain("hunter2", string.Concat(lines.Select(line => line.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Masks_APassword_WhoseLettersOccurInWhatIsPrintedMeanwhile()
    {
        var lines = await RecordAsync(RecordMode.Full, cast =>
        {
            foreach (var key in "hunter2")
            {
                cast.Input([(byte)key]);
                cast.Output("the hunter of builds, 2 of them\r\n"u8);
            }

            cast.Input("\r"u8);
        });

        Assert.Equal("*******\r", Typed(lines));
    }

    [Fact]
    public async Task Records_WhatALineEditorEchoes()
    {
        var lines = await RecordAsync(RecordMode.Full, cast =>
        {
            cast.Input("l"u8);
            cast.Output("\x1b[32ml"u8);
            cast.Input("s -a"u8);
            cast.Output("\x1b[1Ds\x1b[m -a"u8);
            cast.Input("\r"u8);
        });

        Assert.Equal("ls -a\r", Typed(lines));
    }

    [Fact]
    public async Task Masks_WhatIsEchoedTooLateToBeAnEcho()
    {
        var lines = await RecordAsync(RecordMode.Full, cast =>
        {
            cast.Input("s"u8);
            _clock.Advance(TimeSpan.FromSeconds(3));
            cast.Input("t"u8);
            cast.Output("x"u8);
            cast.Output("t"u8);
        });

        Assert.Equal("*t", Typed(lines));
    }

    [Fact]
    public async Task Records_NoInputWhenPolicySaysSo()
    {
        var lines = await RecordAsync(RecordMode.InputOff, cast =>
        {
            cast.Input("ls"u8);
            cast.Output("ls"u8);
        });

        Assert.Equal(["0.000000 o ls"], lines.Skip(1).Select(Said), StringComparer.Ordinal);
    }

    private static string Said(JsonElement line) => $"{line[0].GetRawText()} {line[1].GetString()} {line[2].GetString()}";

    private static string Typed(IEnumerable<JsonElement> lines) =>
        string.Concat(lines.Skip(1).Where(line => line[1].GetString() == "i").Select(line => line[2].GetString()));

    private async Task<List<JsonElement>> RecordAsync(RecordMode mode, Action<TerminalRecording> play)
    {
        await using var cast = new TerminalRecording(_shelf.Begin("s1", "t1", _ => { }), mode, 80, 24, "ada on payments-vm", _clock);
        play(cast);
        Assert.True((await cast.FinishAsync()).IsWhole);
        using var reader = _shelf.Open("s1", "t1")!;
        var text = new StringBuilder();
        while (await reader.ReadAsync(CancellationToken.None) is { } part)
        {
            text.Append(Encoding.UTF8.GetString(part.Span));
        }

        return [.. text.ToString().TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
