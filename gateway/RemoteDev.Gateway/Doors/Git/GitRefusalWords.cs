using System.Buffers;
using System.Text;
using RemoteDev.Gateway.Contain.Git;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Doors.Git;

/// <summary>A refusal as lines of git's protocol, whatever carries them, so that the git command line prints our reason.</summary>
internal static class GitRefusalWords
{
    private const int LongestReason = 900;

    /// <summary>The reason on one line.</summary>
    public static string Reason(Refusal refusal)
    {
        var line = string.Concat(refusal.Reason.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return line.Length <= LongestReason ? line : line[..LongestReason] + "…";
    }

    /// <summary>An error-line of gitprotocol-pack, in the place of an advertisement or of an answer to a fetch.</summary>
    public static void WriteError(IBufferWriter<byte> writer, Refusal refusal) =>
        PktLine.Write(writer, Encoding.UTF8.GetBytes($"ERR {Reason(refusal)}"));

    /// <summary>gitprotocol-pack, "Report Status": every ref refused with the reason; nothing was forwarded.</summary>
    public static void WriteReport(IBufferWriter<byte> writer, PushCommands push, Refusal refusal)
    {
        var reason = Reason(refusal);
        var report = new ArrayBufferWriter<byte>();
        PktLine.Write(report, "unpack ok\n"u8);
        foreach (var change in push.Changes)
        {
            PktLine.Write(report, Encoding.UTF8.GetBytes($"ng {change.Name} {reason}\n"));
        }

        PktLine.Flush(report);
        if (push.WantsSideBand)
        {
            WriteInSideBand(writer, report.WrittenSpan, reason);
        }
        else
        {
            writer.Write(report.WrittenSpan);
        }
    }

    private static void WriteInSideBand(IBufferWriter<byte> writer, ReadOnlySpan<byte> report, string reason)
    {
        const int Most = 65515; // side-band-64k: 65520 less the length digits and the band byte
        PktLine.Write(writer, [2, .. Encoding.UTF8.GetBytes($"RemoteDev Gateway: {reason}\n")]);
        for (var rest = report; !rest.IsEmpty; rest = rest[Math.Min(Most, rest.Length)..])
        {
            PktLine.Write(writer, [1, .. rest[..Math.Min(Most, rest.Length)]]);
        }

        PktLine.Flush(writer);
    }
}
