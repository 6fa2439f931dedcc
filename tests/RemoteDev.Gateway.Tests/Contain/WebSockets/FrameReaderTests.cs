using RemoteDev.Gateway.Contain.WebSockets;

namespace RemoteDev.Gateway.Tests.Contain.WebSockets;

public sealed class FrameReaderTests
{
    public static TheoryData<string, byte[]> Malformed() => new()
    {
        { "unmasked", Frames.Frame("x"u8, mask: null) },
        { "reserved bit 1 without an extension", Frames.Frame("x"u8, first: 0xC2) },
        { "reserved bit 2", Frames.Frame("x"u8, first: 0xA2) },
        { "reserved bit 3", Frames.Frame("x"u8, first: 0x92) },
        { "unknown data opcode", Frames.Frame("x"u8, first: 0x83) },
        { "unknown control opcode", Frames.Frame("x"u8, first: 0x8B) },
        { "fragmented ping", Frames.Frame("x"u8, first: 0x09) },
        { "long ping", Frames.Frame(new byte[126], first: 0x89) },
        { "continuation of nothing", Frames.Frame("x"u8, first: 0x80) },
        { "new message inside a message", [.. Frames.Frame("x"u8, first: 0x02), .. Frames.Frame("y"u8, first: 0x82)] },
        { "data after close", [.. Frames.Frame([3, 232], first: 0x88), .. Frames.Frame("y"u8)] },
        { "16-bit length for a short payload", [0x82, 0x80 | 126, 0, 5] },
        { "64-bit length for a short payload", [0x82, 0x80 | 127, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0] },
        { "length beyond the bound", [0x82, 0x80 | 127, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0] },
        { "negative length", [0x82, 0x80 | 127, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Refuses_AtOnceAndByteByByte(string what, byte[] bytes)
    {
        // The length headers above are cut off where the mask would begin; the mask completes them.
        byte[] whole = bytes[1] == (0x80 | 126) && bytes.Length == 4 ? [.. bytes, 1, 2, 3, 4, 0, 0, 0, 0, 0] : bytes;

        Assert.False(new FrameReader(masked: true).Read(whole), what);
        var slow = new FrameReader(masked: true);
        Assert.False(Array.TrueForAll(whole, one => slow.Read([one])), what);
    }

    [Fact]
    public void Passes_FragmentsWithPingsBetween_OverAnySplit()
    {
        byte[] all =
        [
            .. Frames.Frame("ab"u8, first: 0x02), .. Frames.Frame("!"u8, first: 0x89), .. Frames.Frame(new byte[300], first: 0x00),
            .. Frames.Frame(new byte[70_000], first: 0x80), .. Frames.Frame([], first: 0x81), .. Frames.Frame([3, 232], first: 0x88),
        ];
        for (var step = 1; step < 40; step++)
        {
            var reader = new FrameReader(masked: true);
            for (var at = 0; at < all.Length; at += step)
            {
                Assert.True(reader.Read(all.AsSpan(at, Math.Min(step, all.Length - at))));
            }
        }
    }

    [Fact]
    public void Refuses_MaskedBytesFromInside() => Assert.False(new FrameReader(masked: false).Read(Frames.Frame("x"u8)));

    [Fact]
    public void Passes_UnmaskedBytesFromInside() => Assert.True(new FrameReader(masked: false).Read(Frames.Frame(new byte[5000], mask: null)));
}
