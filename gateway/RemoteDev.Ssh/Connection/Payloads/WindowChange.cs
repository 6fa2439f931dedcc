using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Payloads;

/// <summary>window-change (RFC 4254 section 6.7).</summary>
public sealed record WindowChange(uint Columns, uint Rows, uint PixelWidth, uint PixelHeight)
{
    /// <summary>Null when the octets are not exactly this.</summary>
    public static WindowChange? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        return reader.TryReadUInt32(out var columns)
            && reader.TryReadUInt32(out var rows)
            && reader.TryReadUInt32(out var pixelWidth)
            && reader.TryReadUInt32(out var pixelHeight)
            && reader.AtEnd
            ? new WindowChange(columns, rows, pixelWidth, pixelHeight)
            : null;
    }

    /// <summary>The octets of this.</summary>
    public byte[] ToArray()
    {
        using var writer = SshWriter.Blob();
        writer.WriteUInt32(Columns);
        writer.WriteUInt32(Rows);
        writer.WriteUInt32(PixelWidth);
        writer.WriteUInt32(PixelHeight);
        return writer.ToArray();
    }
}
