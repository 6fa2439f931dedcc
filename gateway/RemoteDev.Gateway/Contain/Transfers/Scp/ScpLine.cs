using System.Buffers.Text;
using RemoteDev.Gateway.Contain.Transfers.Sftp;

namespace RemoteDev.Gateway.Contain.Transfers.Scp;

/// <summary>A line of the side that sends: <c>C0644 size name</c>, <c>D0755 0 name</c>, <c>E</c>, or <c>T mtime 0 atime 0</c>.</summary>
internal readonly ref struct ScpLine
{
    private ScpLine(char kind, long size, ReadOnlySpan<byte> name)
    {
        Kind = kind;
        Size = size;
        Name = name;
    }

    public char Kind { get; }

    /// <summary>Octets of content that follow.</summary>
    public long Size { get; }

    public ReadOnlySpan<byte> Name { get; }

    /// <summary>Reads a line without its end. A name must be one segment, and be neither the folder itself nor the one above.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out ScpLine parsed)
    {
        parsed = default;
        switch (line)
        {
            case [(byte)'E']:
                parsed = new ScpLine('E', 0, default);
                return true;
            case [(byte)'T', .. var times] when AreTimes(times):
                parsed = new ScpLine('T', 0, default);
                return true;
            case [(byte)'C' or (byte)'D', _, _, _, _, (byte)' ', .. var rest] when IsMode(line[1..5]):
                if (!Utf8Parser.TryParse(rest, out ulong size, out var digits) || size > long.MaxValue
                    || digits >= rest.Length || rest[digits] != ' ')
                {
                    return false;
                }

                var name = rest[(digits + 1)..];
                if (!SftpNames.StaysInFolder(name) || name.SequenceEqual("."u8) || name.SequenceEqual(".."u8))
                {
                    return false;
                }

                parsed = new ScpLine((char)line[0], line[0] == 'C' ? (long)size : 0, name);
                return true;
            default:
                return false;
        }
    }

    private static bool IsMode(ReadOnlySpan<byte> digits) => !digits.ContainsAnyExceptInRange((byte)'0', (byte)'7');

    /// <summary>Four numbers.</summary>
    private static bool AreTimes(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var range in text.Split((byte)' '))
        {
            var number = text[range];
            if (number.IsEmpty || number.ContainsAnyExceptInRange((byte)'0', (byte)'9') || number.Length > 20)
            {
                return false;
            }

            count++;
        }

        return count == 4;
    }
}
