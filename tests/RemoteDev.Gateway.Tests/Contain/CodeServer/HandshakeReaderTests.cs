using RemoteDev.Gateway.Contain.CodeServer;
using RemoteDev.Gateway.Contain.WebSockets;
using RemoteDev.Gateway.Tests.Contain.WebSockets;

namespace RemoteDev.Gateway.Tests.Contain.CodeServer;

public sealed class HandshakeReaderTests
{
    private static readonly byte[] Auth = Frames.Control("""{"type":"auth","auth":"00000000000000000000","data":"8b2706c2"}""");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Follows_TheHandshakeOfTheIde(int type)
    {
        var (passed, handshake) = Read([.. Frames.Frame(Auth), .. Frames.Frame(Connect(type))]);

        Assert.True(passed);
        Assert.True(handshake.IsOver);
    }

    [Fact]
    public void Refuses_ATunnel_OverAnySplitOfFramesAndBytes()
    {
        byte[] protocol = [.. Auth, .. Frames.Message(9, []), .. Connect(3)];
        for (var frame = 1; frame < protocol.Length; frame += 7)
        {
            byte[] wire = [.. protocol.Chunk(frame).SelectMany((part, i) => Frames.Frame(part, mask: (uint)(i * 0x01020304)))];
            for (var step = 1; step < 20; step += 3)
            {
                var handshake = new HandshakeReader();
                var reader = new FrameReader(masked: true) { Payload = handshake };
                var passed = 0;
                foreach (var bytes in wire.Chunk(step))
                {
                    if (!reader.Read(bytes))
                    {
                        break;
                    }

                    passed += bytes.Length;
                }

                Assert.Equal(HandshakeFault.Tunnel, handshake.Fault);
                Assert.True(passed < wire.Length, "the last byte of the message must not have passed");
            }
        }
    }

    [Theory]
    [InlineData("""{"type":"connectionType","desiredConnectionType":3}""", HandshakeFault.Tunnel)]
    [InlineData("""{"type":"connectionType","desired\u0043onnectionType":3}""", HandshakeFault.Tunnel)]
    [InlineData("""{"type":"connectionType","desiredConnectionType":1,"desiredConnectionType":3}""", HandshakeFault.Unknown)]
    [InlineData("""{"type":"connectionType","desiredConnectionType":3,"desiredConnectionType":1}""", HandshakeFault.Unknown)]
    [InlineData("""{"type":"connectionType","desiredConnectionType":1,"desired\u0043onnectionType":3}""", HandshakeFault.Unknown)]
    [InlineData("""{"type":"connectionType","desiredConnectionType":3.0}""", HandshakeFault.Unknown)]
    [InlineData("""{"type":"connectionType","desiredConnectionType":0.3e1}""", HandshakeFault.Unknown)]
    [InlineData("""{"type":"connectionType","desiredConnectionType":"3"}""", HandshakeFault.Unknown)]
    [InlineData("""{"type":"connectionType","desiredConnectionType":4}""", HandshakeFault.Unknown)]
    [InlineData("""{"type":"connectionType","desiredConnectionType":0}""", HandshakeFault.Unknown)]
    [InlineData("""{"type":"connectionType","desiredConnectionType":-3}""", HandshakeFault.Unknown)]
    [InlineData("""{"type":"connectionType"}""", HandshakeFault.Unknown)]
    [InlineData("""{"type":"auth"}""", HandshakeFault.Unknown)]
    [InlineData("""{"type":"connectionType","type":"x","desiredConnectionType":1}""", HandshakeFault.Unknown)]
    [InlineData("""{"type":"connectionType","desiredConnectionType":1} {"desiredConnectionType":3}""", HandshakeFault.Unknown)]
    [InlineData("""/**/{"type":"connectionType","desiredConnectionType":1}""", HandshakeFault.Unknown)]
    [InlineData("""[{"type":"connectionType","desiredConnectionType":1}]""", HandshakeFault.Unknown)]
    [InlineData("""{"type":"connectionType","args":{"desiredConnectionType":1}}""", HandshakeFault.Unknown)]
    [InlineData("", HandshakeFault.Unknown)]
    internal void Refuses_EveryOtherSecondMessage(string json, HandshakeFault fault)
    {
        var (passed, handshake) = Read([.. Frames.Frame(Auth), .. Frames.Frame(Frames.Control(json))]);

        Assert.False(passed);
        Assert.Equal(fault, handshake.Fault);
    }

    [Fact]
    public void Refuses_TheTypeBeforeTheAuthentication() => Assert.False(Read(Frames.Frame(Connect(1))).Passed);

    [Fact]
    public void Refuses_BytesThatAreNoUtf8()
    {
        byte[] json = [.. "{\"type\":\"connectionType\",\"x\":\""u8, 0xff, .. "\",\"desiredConnectionType\":1}"u8];

        Assert.False(Read([.. Frames.Frame(Auth), .. Frames.Frame(Frames.Message(2, json))]).Passed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(255)]
    public void Refuses_UnknownMessageTypes(byte type) => Assert.False(Read(Frames.Frame(Frames.Message(type, "x"u8))).Passed);

    [Fact]
    public void Refuses_AControlMessageLargerThanAny() =>
        Assert.False(Read(Frames.Frame(Frames.Message(2, [], length: uint.MaxValue))).Passed);

    [Fact]
    public void Refuses_EndlessTalkBeforeTheType()
    {
        var handshake = new HandshakeReader();
        var reader = new FrameReader(masked: true) { Payload = handshake };
        var frame = Frames.Frame(Frames.Message(1, new byte[60_000]));

        Assert.Contains(Enumerable.Range(0, 40), _ => !reader.Read(frame));
    }

    private static byte[] Connect(int type) =>
        Frames.Control($$$"""{"type":"connectionType","commit":"53c2","signedData":"x","desiredConnectionType":{{{type}}},"args":{"language":"en"}}""");

    private static (bool Passed, HandshakeReader Handshake) Read(byte[] wire)
    {
        var handshake = new HandshakeReader();
        return (new FrameReader(masked: true) { Payload = handshake }.Read(wire), handshake);
    }
}
