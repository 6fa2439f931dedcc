using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Wire;

public sealed class SshReaderTests
{
    [Fact]
    public void Reads_WhatTheWriterWrote()
    {
        using var writer = new SshWriter(MessageNumber.GlobalRequest, capacity: 1);
        writer.WriteText("tcpip-forward");
        writer.WriteBoolean(true);
        writer.WriteUInt32(0xfffffffe);
        writer.WriteUInt64(0x0102030405060708);
        writer.WritePositive([0, 0, 0x80, 1]);
        writer.WriteString(new byte[1000]);

        var reader = new SshReader(writer.Written);
        Assert.True(reader.TryReadByte(out var number));
        Assert.Equal((byte)MessageNumber.GlobalRequest, number);
        Assert.True(reader.TryReadName(out var name));
        Assert.Equal("tcpip-forward", name);
        Assert.True(reader.TryReadBoolean(out var wantReply));
        Assert.True(wantReply);
        Assert.True(reader.TryReadUInt32(out var port));
        Assert.Equal(0xfffffffe, port);
        Assert.True(reader.TryReadUInt64(out var serial));
        Assert.Equal(0x0102030405060708ul, serial);
        Assert.True(reader.TryReadPositive(16, out var magnitude));
        Assert.Equal([0x80, 1], magnitude.ToArray());
        Assert.True(reader.TryReadString(1000, out var octets));
        Assert.Equal(1000, octets.Length);
        Assert.True(reader.AtEnd);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 2, 65 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 65 })]
    [InlineData(new byte[] { 127, 255, 255, 255, 65 })]
    [InlineData(new byte[] { 0, 0, 0, 5, 65, 65, 65, 65, 65 })]
    public void Refuses_StringsThatAreNotThere_OrLongerThanTheLimit(byte[] payload)
    {
        var reader = new SshReader(payload);
        Assert.False(reader.TryReadString(4, out _));
        Assert.Equal(payload.Length, reader.Remaining.Length);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 1, 0x80 }, "negative")]
    [InlineData(new byte[] { 0, 0, 0, 1, 0 }, "zero with an octet")]
    [InlineData(new byte[] { 0, 0, 0, 2, 0, 1 }, "a needless zero in front")]
    [InlineData(new byte[] { 0, 0, 0, 5, 1, 1, 1, 1, 1 }, "longer than the limit")]
    [InlineData(new byte[] { 0, 0, 0, 6, 0, 0x81, 1, 1, 1, 1 }, "longer than the limit by its sign octet")]
    public void Refuses_NumbersWithASecondSpelling(byte[] payload, string why)
    {
        var reader = new SshReader(payload);
        Assert.False(reader.TryReadPositive(4, out _), why);
        Assert.Equal(payload.Length, reader.Remaining.Length);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 1, (byte)' ' })]
    [InlineData(new byte[] { 0, 0, 0, 1, (byte)',' })]
    [InlineData(new byte[] { 0, 0, 0, 1, 0x7f })]
    [InlineData(new byte[] { 0, 0, 0, 2, 0xc3, 0xa9 })]
    public void Refuses_NamesThatAreNone(byte[] payload)
    {
        var reader = new SshReader(payload);
        Assert.False(reader.TryReadName(out _));
        Assert.Equal(payload.Length, reader.Remaining.Length);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 1, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 1, 0xff })]
    [InlineData(new byte[] { 0, 0, 0, 2, 0xc0, 0x80 })]
    [InlineData(new byte[] { 0, 0, 0, 3, 0xed, 0xa0, 0x80 })]
    public void Refuses_TextThatIsNotUtf8_OrHoldsANul(byte[] payload)
    {
        var reader = new SshReader(payload);
        Assert.False(reader.TryReadText(100, out _));
        Assert.Equal(payload.Length, reader.Remaining.Length);
    }
}
