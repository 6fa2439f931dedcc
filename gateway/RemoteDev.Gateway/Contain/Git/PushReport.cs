using System.Buffers;
using System.Text;

namespace RemoteDev.Gateway.Contain.Git;

/// <summary>
/// What the server inside said of a push (gitprotocol-pack, "Report Status"), read from the front of its answer for the receipt.
/// Accepted only when it said that the pack is unpacked and every ref it speaks of is ok.
/// </summary>
/// <param name="Fault">The server's first complaint, or null.</param>
internal readonly record struct PushReport(bool Accepted, string? Fault)
{
    private const int LongestFault = 200;

    public static PushReport Parse(ReadOnlyMemory<byte> answer, bool sideBand)
    {
        var report = sideBand ? new ReadOnlySequence<byte>(FirstBand(answer)) : new ReadOnlySequence<byte>(answer);
        var unpacked = false;
        var refs = 0;
        while (PktLine.TryRead(ref report, out var kind, out var payload) && kind == PktLineKind.Data)
        {
            var line = Encoding.UTF8.GetString(payload).TrimEnd('\n');
            if (line.StartsWith("ng ", StringComparison.Ordinal) || (line.StartsWith("unpack ", StringComparison.Ordinal) && line != "unpack ok"))
            {
                return new PushReport(false, line.Length <= LongestFault ? line : line[..LongestFault]);
            }

            unpacked |= line == "unpack ok";
            refs += line.StartsWith("ok ", StringComparison.Ordinal) ? 1 : 0;
        }

        return new PushReport(unpacked && refs > 0, null);
    }

    private static ReadOnlyMemory<byte> FirstBand(ReadOnlyMemory<byte> answer)
    {
        var band = new ArrayBufferWriter<byte>();
        var rest = new ReadOnlySequence<byte>(answer);
        while (PktLine.TryRead(ref rest, out var kind, out var payload) && kind == PktLineKind.Data)
        {
            if (!payload.IsEmpty && payload.FirstSpan[0] == 1)
            {
                foreach (var part in payload.Slice(1))
                {
                    band.Write(part.Span);
                }
            }
        }

        return band.WrittenMemory;
    }
}
