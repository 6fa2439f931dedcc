using System.Buffers;
using System.Buffers.Text;

namespace RemoteDev.Gateway.Contain.Git;

/// <summary>
/// One pkt-line (gitprotocol-common): four hex digits that count themselves, then the payload. 0000 is a flush, 0001 a
/// delimiter, 0002 an end of response; 0003 and lengths over 65520 are faults.
/// </summary>
internal static class PktLine
{
    /// <summary>Greatest length a line may state, itself included (LARGE_PACKET_MAX).</summary>
    public const int LongestLine = 65520;

    private const int LengthDigits = 4;

    /// <summary>Tries to take one line off the front of the buffer.</summary>
    /// <param name="buffer">What has arrived; advanced past the line when one was whole.</param>
    /// <param name="kind">Data, flush, delimiter or response end; <see cref="PktLineKind.Fault"/> when the bytes are no pkt-line.</param>
    /// <param name="payload">The payload of a data line.</param>
    /// <returns>False when more bytes are needed.</returns>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, out PktLineKind kind, out ReadOnlySequence<byte> payload)
    {
        payload = default;
        kind = PktLineKind.Fault;
        if (buffer.Length < LengthDigits)
        {
            return false;
        }

        Span<byte> digits = stackalloc byte[LengthDigits];
        buffer.Slice(0, LengthDigits).CopyTo(digits);
        if (!Utf8Parser.TryParse(digits, out ushort length, out var consumed, 'x') || consumed != LengthDigits)
        {
            return true;
        }

        if (length < LengthDigits)
        {
            kind = length switch
            {
                0 => PktLineKind.Flush,
                1 => PktLineKind.Delimiter,
                2 => PktLineKind.ResponseEnd,
                _ => PktLineKind.Fault,
            };
            buffer = buffer.Slice(LengthDigits);
            return true;
        }

        if (length > LongestLine)
        {
            return true;
        }

        if (buffer.Length < length)
        {
            return false;
        }

        kind = PktLineKind.Data;
        payload = buffer.Slice(LengthDigits, length - LengthDigits);
        buffer = buffer.Slice(length);
        return true;
    }

    /// <summary>Writes one data line.</summary>
    public static void Write(IBufferWriter<byte> writer, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > LongestLine - LengthDigits)
        {
            throw new ArgumentException("Longer than a pkt-line can state.", nameof(payload));
        }

        var span = writer.GetSpan(payload.Length + LengthDigits);
        Utf8Formatter.TryFormat((ushort)(payload.Length + LengthDigits), span, out _, new StandardFormat('x', LengthDigits));
        payload.CopyTo(span[LengthDigits..]);
        writer.Advance(payload.Length + LengthDigits);
    }

    /// <summary>Writes a flush line.</summary>
    public static void Flush(IBufferWriter<byte> writer) => writer.Write("0000"u8);
}
