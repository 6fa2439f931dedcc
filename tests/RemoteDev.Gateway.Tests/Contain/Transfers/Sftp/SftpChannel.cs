using System.Buffers;
using RemoteDev.Gateway.Contain.Transfers;
using RemoteDev.Gateway.Contain.Transfers.Sftp;

namespace RemoteDev.Gateway.Tests.Contain.Transfers.Sftp;

/// <summary>A conversation with both ends in the test's hands; octets go through in pieces of one size.</summary>
internal sealed class SftpChannel : IDisposable
{
    private readonly ArrayBufferWriter<byte> _toTarget = new();
    private readonly ArrayBufferWriter<byte> _toDeveloper = new();
    private readonly int _piece;

    public SftpChannel(ITransferObserver observer, int piece = 100_000, bool greets = true)
    {
        Conversation = new SftpConversation(observer);
        _piece = piece;
        if (greets)
        {
            Developer(SftpWire.Packet(SftpType.Init, 3U));
            Target(SftpWire.Packet(SftpType.Version, 3U));
            _toTarget.ResetWrittenCount();
            _toDeveloper.ResetWrittenCount();
        }
    }

    public SftpConversation Conversation { get; }

    /// <summary>What reached the target since the last look.</summary>
    public byte[] AtTarget => Take(_toTarget);

    /// <summary>What reached the developer since the last look.</summary>
    public byte[] AtDeveloper => Take(_toDeveloper);

    public bool Developer(byte[] bytes) =>
        bytes.Chunk(_piece).All(piece => Conversation.FromDeveloper(piece, _toTarget, _toDeveloper));

    public bool Target(byte[] bytes) => bytes.Chunk(_piece).All(piece => Conversation.FromTarget(piece, _toDeveloper));

    /// <summary>Opens a file under a handle.</summary>
    public void Open(uint id, string path, uint flags, string handle)
    {
        Assert.True(Developer(SftpWire.Packet(SftpType.Open, id, path, flags, SftpWire.NoAttributes)));
        Assert.True(Target(SftpWire.Packet(SftpType.Handle, id, handle)));
        Assert.NotEmpty(AtTarget);
        Assert.NotEmpty(AtDeveloper);
    }

    public void Dispose() => Conversation.Dispose();

    private static byte[] Take(ArrayBufferWriter<byte> writer)
    {
        var bytes = writer.WrittenSpan.ToArray();
        writer.ResetWrittenCount();
        return bytes;
    }
}
