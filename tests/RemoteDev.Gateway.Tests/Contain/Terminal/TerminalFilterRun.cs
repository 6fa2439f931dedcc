using System.Buffers;
using System.Text;
using RemoteDev.Gateway.Contain.Terminal;

namespace RemoteDev.Gateway.Tests.Contain.Terminal;

/// <summary>What a filter made of an input.</summary>
internal sealed record TerminalFilterRun(byte[] Output, byte[] Answers, List<TerminalRemoval> Removals)
{
    public string Text => Encoding.Latin1.GetString(Output);

    public string Answered => Encoding.Latin1.GetString(Answers);

    public IEnumerable<TerminalRemovalKind> Kinds => Removals.Select(removal => removal.Kind);

    /// <summary>The input in pieces that end at the given places, then the end of output if wanted.</summary>
    public static TerminalFilterRun Of(byte[] input, TerminalFilterOptions options, IEnumerable<int> cuts, bool ends)
    {
        List<TerminalRemoval> removals = [];
        var filter = new TerminalFilter(options, removals.Add);
        var output = new ArrayBufferWriter<byte>();
        var answers = new ArrayBufferWriter<byte>();
        var at = 0;
        foreach (var cut in cuts.Append(input.Length))
        {
            filter.Filter(input.AsSpan(at, cut - at), output, answers);
            at = cut;
        }

        if (ends)
        {
            filter.End(output);
        }

        return new TerminalFilterRun(output.WrittenSpan.ToArray(), answers.WrittenSpan.ToArray(), removals);
    }

    /// <summary>Whole; and byte by byte and in every split in two, which must make no difference.</summary>
    public static TerminalFilterRun Of(string latin1, TerminalFilterOptions? options = null)
    {
        var input = Encoding.Latin1.GetBytes(latin1);
        options ??= new TerminalFilterOptions();
        var whole = Of(input, options, [], ends: false);
        for (var cut = 0; cut <= input.Length; cut++)
        {
            Same(whole, Of(input, options, [cut], ends: false));
        }

        Same(whole, Of(input, options, Enumerable.Range(0, input.Length), ends: false));
        return whole;
    }

    private static void Same(TerminalFilterRun expected, TerminalFilterRun actual)
    {
        Assert.Equal(expected.Text, actual.Text);
        Assert.Equal(expected.Answered, actual.Answered);
        Assert.Equal(expected.Removals, actual.Removals);
    }
}
