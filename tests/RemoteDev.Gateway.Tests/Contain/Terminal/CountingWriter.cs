using System.Buffers;

namespace RemoteDev.Gateway.Tests.Contain.Terminal;

/// <summary>Counts what is written, and keeps the last octet.</summary>
internal sealed class CountingWriter : IBufferWriter<byte>
{
    private byte[] _buffer = new byte[4096];

    public long Count { get; private set; }

    public byte Last { get; private set; }

    public void Advance(int count)
    {
        Count += count;
        Last = count > 0 ? _buffer[count - 1] : Last;
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => Room(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => Room(sizeHint);

    private byte[] Room(int sizeHint) => _buffer = sizeHint > _buffer.Length ? new byte[sizeHint] : _buffer;
}
