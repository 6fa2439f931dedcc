using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using RemoteDev.Gateway.Contain.Terminal;

namespace RemoteDev.Gateway.Tests.Contain.Terminal;

[SuppressMessage("Security", "CA5394", Justification = "The same sequences for the same seed are the point.")]
public sealed class TerminalFilterFuzzTests
{
    private static readonly string[] Pieces =
    [
        "\x1b", "\x1b\x1b", "\x1b]", "\x1b[", "\x1bP", "\x1b_", "\x1b^", "\x1bX", "\x1b\\", "\x1b%", "\x9d", "\x9b", "\x90", "\x9f", "\x9c", "\xc2", "\xc2\x9d",
        "\xc2\x9b", "\xc2\x90", "\xc2\x9c", "\xc2\x9f", "\xe2\x80\x9d", "\xe2\x98", "\xf0\x9f\x98\x80", "\xff", "\xc3", "\xa9", "\x07", "\x18", "\x1a", "\x7f", "\n",
        "0;", "52;c;", "5", "2", "1337;", "File=", "CurrentDir=", "8;;", "https:", "11;?", "4;1;", "?", "9;4;", "tmux;", "$q", "+q", "q", "G", "t=f", ";", "=1s",
        "21t", "31m", "@", "text", " ", "=", "p", "1000p", "|", "P", "l", "?2l", "*",
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Agrees_WithTheReference_InAnySplit(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 3000; round++)
        {
            AgreesWithTheReference(random);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Leaves_NothingThatAnyTerminalWouldActOn(int seed)
    {
        var random = new Random(seed * 7919);
        for (var round = 0; round < 3000; round++)
        {
            LeavesNothing(random);
        }
    }

    [Theory]
    [InlineData("\x1b]", 5_000_000)]
    [InlineData("A", 10_000_000)]
    [InlineData("\x1b]52;c;", 1_000_000)]
    [InlineData("\x1b[", 5_000_000)]
    [InlineData("\x1b]4;1;?;", 1_000_000)]
    [InlineData("\xc2", 5_000_000)]
    [InlineData("\x1bP", 5_000_000)]
    [InlineData(";", 5_000_000)]
    [InlineData("*\x18", 2_000_000)]
    [InlineData("\x9b\xff", 2_000_000)]
    [InlineData("\x00", 5_000_000)]
    public void Survives_TenMegabytesOfAnything(string piece, int times)
    {
        foreach (var start in new[] { "\x1b]", "\x1b[", "\x1bP", "\x1b", "\x1b[5i", "\x9d", "\x1b]0;" })
        {
            var filter = new TerminalFilter(new TerminalFilterOptions(), _ => { });
            var output = new CountingWriter();
            filter.Filter(Encoding.Latin1.GetBytes(start), output, null);
            var block = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(piece, 10_000)));
            for (var i = 0; i < times / 100_000; i++)
            {
                filter.Filter(block, output, null);
            }

            filter.Filter("\x18\x1b[4i\x1b[mprompt$ "u8, output, null);
            Assert.Equal((byte)' ', output.Last);
        }
    }

    [Fact]
    public void Tells_OfAFloodInLots()
    {
        List<TerminalRemoval> removals = [];
        var filter = new TerminalFilter(new TerminalFilterOptions(), removals.Add);
        var output = new ArrayBufferWriter<byte>();
        for (var i = 0; i < 10_000; i++)
        {
            filter.Filter("\x1b]52;c;x\x07"u8, output, null);
        }

        filter.End(output);
        Assert.Equal(10_000, removals.Sum(removal => removal.Count));
        Assert.Equal(90_000, removals.Sum(removal => removal.Length));
        Assert.InRange(removals.Count, 256, 300);
    }

    [Fact]
    public void Allocates_NothingWhileNothingIsRemoved()
    {
        var filter = new TerminalFilter(new TerminalFilterOptions(), _ => { });
        var output = new CountingWriter();
        var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("\x1b[32mna\u00efve \u201d\x1b[m \x1b]0;t\x07 \u6587\u5b57 text\r\n", 500)));
        filter.Filter(block, output, null);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            filter.Filter(block, output, null);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    internal static void AgreesWithTheReference(Random random)
    {
        var input = Input(random);
        var options = new TerminalFilterOptions { Sixel = random.Next(3) == 0, KittyGraphics = random.Next(5) == 0, Notifications = random.Next(7) == 0 };
        var cuts = Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(input.Length + 1)).Order().ToList();
        var whole = TerminalFilterRun.Of([.. input, .. "\x1b\\"u8], options, [], ends: true);
        var split = TerminalFilterRun.Of([.. input, .. "\x1b\\"u8], options, cuts, ends: true);

        Assert.Equal(whole.Text, split.Text);
        Assert.Equal(whole.Removals, split.Removals);
        var slow = new ReferenceFilter(options);
        Assert.True(slow.Run([.. input, .. "\x1b\\"u8]).AsSpan().SequenceEqual(whole.Output), Shown(input, slow, whole));
        Assert.Equal(slow.Removed, whole.Kinds);
    }

    internal static void LeavesNothing(Random random)
    {
        var input = Input(random);
        var output = TerminalFilterRun.Of([.. input, .. "\x1b\\\x07"u8], new TerminalFilterOptions(), [random.Next(input.Length)], ends: true).Output;
        foreach (var terminal in ModelTerminal.All)
        {
            var acts = terminal.Acts(output);
            Assert.True(acts.Count == 0, $"{terminal}: {string.Join(", ", acts)} from {EscapedText(input)} as {EscapedText(output)}");
        }
    }

    private static byte[] Input(Random random)
    {
        var text = new StringBuilder();
        var count = random.Next(1, 14);
        for (var i = 0; i < count; i++)
        {
            text.Append(random.Next(12) == 0 ? (char)random.Next(256) : null).Append(Pieces[random.Next(Pieces.Length)]);
        }

        // Printing and ZMODEM have states of their own, and tests of their own. What stands between * and CAN may be removed.
        text.Replace('i', 'j');
        return Encoding.Latin1.GetBytes((text.ToString().Contains('\x18', StringComparison.Ordinal) ? text.Replace('*', '+') : text).ToString());
    }

    private static string Shown(byte[] input, ReferenceFilter slow, TerminalFilterRun run) =>
        $"{EscapedText(input)}: {string.Join(',', run.Kinds)} against {string.Join(',', slow.Removed)}: {EscapedText(run.Output)}";

    private static string EscapedText(byte[] octets) => string.Concat(octets.Select(octet => octet is > 0x20 and < 0x7f ? ((char)octet).ToString() : $"<{octet:x2}>"));
}
