using System.Diagnostics.CodeAnalysis;

namespace RemoteDev.Gateway.Contain.Transfers.Sftp;

/// <summary>Names that a target sends, not trusted: they become file names and terminal output on the developer's machine.</summary>
internal static class SftpNames
{
    private const byte Replacement = (byte)'?';

    /// <summary>
    /// Checks an SSH_FXP_NAME packet: the names of a listing must stay in their folder (CVE-2026-48798), and the line that is made for
    /// printing is cleared of controls in place.
    /// </summary>
    public static bool Check(Span<byte> packet, bool isListing, [NotNullWhen(false)] out string? fault)
    {
        fault = "The environment's list of file names is malformed.";
        var fields = new SftpFields(packet[9..]);
        if (!fields.TryUInt32(out var count) || (!isListing && count != 1))
        {
            return false;
        }

        for (var i = 0U; i < count; i++)
        {
            if (!fields.TryString(SftpLimits.Path, out var name) || !fields.TryString(SftpLimits.Packet, out var line))
            {
                return false;
            }

            if (isListing && !StaysInFolder(name))
            {
                fault = $"The environment sent a file name that leaves its folder: {EscapedOctets.Of(name, 80)}";
                return false;
            }

            Clean(packet.Slice(packet.Length - fields.Rest.Length - line.Length, line.Length));
            if (!fields.TryAttributes(out _))
            {
                return false;
            }
        }

        return fields.AtEnd;
    }

    /// <summary>
    /// Whether a name is one segment on any system that the developer may have: no slash, no NUL, and no step upwards between
    /// backslashes. The two dots that every listing holds stay; clients know them.
    /// </summary>
    public static bool StaysInFolder(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name.IndexOfAny((byte)'/', (byte)0) >= 0)
        {
            return false;
        }

        if (!name.Contains((byte)'\\'))
        {
            return true;
        }

        foreach (var range in name.Split((byte)'\\'))
        {
            if (name[range].SequenceEqual(".."u8))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Replaces C0 and C1 controls, these in both spellings; letters of any script stay.</summary>
    public static void Clean(Span<byte> text)
    {
        var rest = text;
        while (!rest.IsEmpty)
        {
            var done = System.Text.Rune.DecodeFromUtf8(rest, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            if (!done || System.Text.Rune.IsControl(rune))
            {
                rest[..length].Fill(Replacement);
            }

            rest = rest[length..];
        }
    }
}
