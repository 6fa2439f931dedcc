using System.Buffers;
using System.Text;
using RemoteDev.Gateway.Contain.Git;

namespace RemoteDev.Gateway.Tests.Contain.Git;

public sealed class PktLineTests
{
    [Theory]
    [InlineData("0000", (int)PktLineKind.Flush)]
    [InlineData("0001", (int)PktLineKind.Delimiter)]
    [InlineData("0002", (int)PktLineKind.ResponseEnd)]
    [InlineData("0003", (int)PktLineKind.Fault)]
    [InlineData("fff1xxxx", (int)PktLineKind.Fault)]
    [InlineData("zzzz", (int)PktLineKind.Fault)]
    [InlineData("-001", (int)PktLineKind.Fault)]
    [InlineData("+004", (int)PktLineKind.Fault)]
    public void Recognises_SpecialLinesAndFaults(string text, int kind)
    {
        var buffer = Bytes(text);
        Assert.True(PktLine.TryRead(ref buffer, out var actual, out _));
        Assert.Equal((PktLineKind)kind, actual);
    }

    [Theory]
    [InlineData("")]
    [InlineData("000")]
    [InlineData("0009done")]
    public void Asks_ForMoreBytes(string text)
    {
        var buffer = Bytes(text);
        Assert.False(PktLine.TryRead(ref buffer, out _, out _));
        Assert.Equal(text.Length, buffer.Length);
    }

    [Fact]
    public void Reads_BackWhatItWrote()
    {
        var writer = new ArrayBufferWriter<byte>();
        PktLine.Write(writer, "hello\n"u8);
        PktLine.Write(writer, []);
        PktLine.Flush(writer);
        var buffer = new ReadOnlySequence<byte>(writer.WrittenMemory);

        Assert.True(PktLine.TryRead(ref buffer, out var first, out var payload));
        Assert.Equal((PktLineKind.Data, "hello\n"), (first, Encoding.ASCII.GetString(payload)));
        Assert.True(PktLine.TryRead(ref buffer, out var second, out payload));
        Assert.Equal((PktLineKind.Data, 0L), (second, payload.Length));
        Assert.True(PktLine.TryRead(ref buffer, out var third, out _));
        Assert.Equal(PktLineKind.Flush, third);
        Assert.True(buffer.IsEmpty);
    }

    [Fact]
    public void Refuses_ToWriteMoreThanALineHolds() =>
        Assert.Throws<ArgumentException>(() => PktLine.Write(new ArrayBufferWriter<byte>(), new byte[65517]));

    private static ReadOnlySequence<byte> Bytes(string text) => new(Encoding.ASCII.GetBytes(text));
}
