using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Payloads;

/// <summary>pty-req (RFC 4254 section 6.2).</summary>
/// <param name="Terminal">TERM, for instance <c>xterm-256color</c>.</param>
/// <param name="Modes">Encoded terminal modes (RFC 4254 section 8), passed on as they are.</param>
public sealed record PtyRequest(string Terminal, uint Columns, uint Rows, uint PixelWidth, uint PixelHeight, ReadOnlyMemory<byte> Modes)
{
    /// <summary>Null when the octets are not exactly this.</summary>
    public static PtyRequest? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        return reader.TryReadText(SshLimits.Text, out var terminal)
            && reader.TryReadUInt32(out var columns)
            && reader.TryReadUInt32(out var rows)
            && reader.TryReadUInt32(out var pixelWidth)
            && reader.TryReadUInt32(out var pixelHeight)
            && reader.TryReadString(SshLimits.Text, out var modes)
            && reader.AtEnd
            ? new PtyRequest(terminal, columns, rows, pixelWidth, pixelHeight, modes.ToArray())
            : null;
    }

    /// <summary>The octets of this.</summary>
    public byte[] ToArray()
    {
        using var writer = SshWriter.Blob();
        writer.WriteText(Terminal);
        writer.WriteUInt32(Columns);
        writer.WriteUInt32(Rows);
        writer.WriteUInt32(PixelWidth);
        writer.WriteUInt32(PixelHeight);
        writer.WriteString(Modes.Span);
        return writer.ToArray();
    }
}
