using System.Buffers;
using System.Buffers.Binary;

namespace RemoteDev.Gateway.Contain.Transfers.Sftp;

/// <summary>What the target answers. It is believed in nothing that was not asked.</summary>
internal sealed class SftpAnswers(SftpBook book) : ISftpPackets
{
    private const uint Version = 3;

    private bool _greeted;
    private TransferTally? _reading;
    private ulong _offset;

    /// <summary>Where what passes goes, while octets are being read.</summary>
    public IBufferWriter<byte>? Output { get; set; }

    public bool Packet(Span<byte> packet)
    {
        var type = (SftpType)packet[4];
        var fields = new SftpFields(packet[5..]);
        if (!_greeted)
        {
            return Greet(type, fields);
        }

        if (!fields.TryUInt32(out var id) || !book.Answered(id, out var asked))
        {
            return book.Fail("The environment answered an SFTP request that nobody made.");
        }

        if (type != SftpType.Status && type != asked.Answer)
        {
            return book.Fail("The environment answered an SFTP request with something else.");
        }

        var passed = type switch
        {
            SftpType.Status => Status(packet, asked, fields),
            SftpType.Handle => Handle(asked, fields),
            SftpType.Name => SftpNames.Check(packet, isListing: asked.Type == SftpType.ReadDir, out var fault) || book.Fail(fault),
            SftpType.Attrs => Attributes(asked, fields),
            SftpType.ExtendedReply => true,
            _ => false,
        };
        if (!passed)
        {
            return book.Fail("The environment's SFTP answer is malformed.");
        }

        Output!.Write(packet);
        book.Flush(Output!);
        return true;
    }

    public bool BulkHead(ReadOnlySpan<byte> head, uint length)
    {
        var fields = new SftpFields(head[5..]);
        if (!fields.TryUInt32(out var id) || !book.Answered(id, out var asked) || asked.Answer != SftpType.Data || length > asked.Length)
        {
            return book.Fail("The environment sent content that nobody asked for.");
        }

        _reading = asked.File!.Out;
        _offset = asked.Offset;
        Output!.Write(head);
        return true;
    }

    public bool Bulk(ReadOnlySpan<byte> content)
    {
        _reading!.Add(_offset, content);
        _offset += (ulong)content.Length;
        Output!.Write(content);
        return true;
    }

    public void BulkEnded()
    {
        _reading = null;
        book.Flush(Output!);
    }

    /// <summary>Version 3, and of the extensions those that pass here: a client does not try what it is not offered.</summary>
    private bool Greet(SftpType type, SftpFields fields)
    {
        if (type != SftpType.Version || !fields.TryUInt32(out var version) || version != Version)
        {
            return book.Fail("The environment does not speak SFTP version 3.");
        }

        var greeting = new ArrayBufferWriter<byte>(512);
        greeting.Write<byte>([0, 0, 0, 0, (byte)SftpType.Version, 0, 0, 0, (byte)Version]);
        while (!fields.AtEnd)
        {
            var pair = fields.Rest;
            if (!fields.TryString(SftpLimits.Path, out var name) || !fields.TryString(SftpLimits.Path, out _))
            {
                return book.Fail("The environment's SFTP greeting is malformed.");
            }

            if (SftpExtensions.Passes(name))
            {
                greeting.Write(pair[..^fields.Rest.Length]);
            }
        }

        var packet = greeting.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(packet, packet.Length - sizeof(int));
        Output!.Write(packet);
        _greeted = true;
        book.IsOpen = true;
        return true;
    }

    private bool Status(Span<byte> packet, SftpPending asked, SftpFields fields)
    {
        if (!fields.TryUInt32(out var code))
        {
            return false;
        }

        // The message and its language are text that clients print.
        if (!fields.AtEnd)
        {
            if (!fields.TryString(SftpLimits.Packet, out var message) || !fields.TryString(SftpLimits.Path, out var language)
                || !fields.AtEnd)
            {
                return false;
            }

            SftpNames.Clean(packet.Slice(17, message.Length));
            SftpNames.Clean(packet[^language.Length..]);
        }

        switch (asked.Type)
        {
            case SftpType.Close:
                asked.File!.Close(book.Observer);
                break;
            case SftpType.Read when code == SftpStatus.EndOfFile:
                asked.File!.Out!.End(asked.Offset);
                break;
            case SftpType.Write or SftpType.FSetStat when code != SftpStatus.Ok:
                asked.File!.In?.Break();
                break;
        }

        return asked.Answer == SftpType.Status || code != SftpStatus.Ok;
    }

    private bool Handle(SftpPending asked, SftpFields fields) =>
        fields.TryString(SftpLimits.Handle, out var handle) && fields.AtEnd && !handle.IsEmpty && book.Opened(handle, asked.File!);

    private static bool Attributes(SftpPending asked, SftpFields fields)
    {
        if (!fields.TryAttributes(out var size) || !fields.AtEnd)
        {
            return false;
        }

        if (size is { } octets && asked.Type == SftpType.FStat)
        {
            asked.File!.Out?.End(octets);
        }

        return true;
    }
}
