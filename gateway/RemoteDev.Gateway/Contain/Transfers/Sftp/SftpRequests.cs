using System.Buffers;
using System.Buffers.Binary;

namespace RemoteDev.Gateway.Contain.Transfers.Sftp;

/// <summary>What the developer's client asks.</summary>
internal sealed partial class SftpRequests(SftpBook book) : ISftpPackets
{
    private const uint Version = 3;
    private const uint OpenRead = 0x01;
    private const uint OpenWrite = 0x02;
    private const uint OpenCreate = 0x08;
    private const uint OpenTruncate = 0x10;
    private const uint OpenExclusive = 0x20;
    private const uint OpenKnown = 0x3f;

    private bool _began;
    private TransferTally? _writing;
    private ulong _offset;
    private bool _discards;

    /// <summary>Where what passes goes, while octets are being read.</summary>
    public IBufferWriter<byte>? Output { get; set; }

    public bool Packet(Span<byte> packet)
    {
        var type = (SftpType)packet[4];
        var fields = new SftpFields(packet[5..]);
        if (!_began)
        {
            return Begin(type, fields);
        }

        if (!book.IsOpen || !fields.TryUInt32(out var id))
        {
            return book.Fail("An SFTP request came before the version was agreed, or without a number.");
        }

        if (book.IsAsked(id))
        {
            return book.Fail("An SFTP request used the number of one that has no answer yet.");
        }

        return type switch
        {
            SftpType.Open => Open(packet, id, fields),
            SftpType.Close => Close(packet, id, fields),
            SftpType.Read => Read(packet, id, fields),
            SftpType.ReadDir or SftpType.FStat or SftpType.FSetStat => OnHandle(packet, id, type, fields),
            SftpType.LStat or SftpType.Stat => OnPath(packet, id, type, TransferKind.Look, SftpType.Attrs, fields),
            SftpType.RealPath or SftpType.ReadLink => OnPath(packet, id, type, TransferKind.Look, SftpType.Name, fields),
            SftpType.Remove => OnPath(packet, id, type, TransferKind.RemoveFile, SftpType.Status, fields),
            SftpType.RmDir => OnPath(packet, id, type, TransferKind.RemoveFolder, SftpType.Status, fields),
            SftpType.SetStat => WithAttributes(packet, id, type, TransferKind.ChangeAttributes, fields),
            SftpType.MkDir => WithAttributes(packet, id, type, TransferKind.MakeFolder, fields),
            SftpType.OpenDir => OpenFolder(packet, id, fields),
            SftpType.Rename => OnTwo(packet, id, type, TransferKind.Rename, fields),
            SftpType.SymLink => OnTwo(packet, id, type, TransferKind.Link, fields),
            SftpType.Extended => Extended(packet, id, fields),
            _ => book.Answer(id, SftpStatus.Unsupported, "This gateway does not know that SFTP request."),
        };
    }

    /// <summary>A write: its handle was judged when it was opened, so its content need not wait.</summary>
    public bool BulkHead(ReadOnlySpan<byte> head, uint length)
    {
        var fields = new SftpFields(head[5..]);
        if (!book.IsOpen || !fields.TryUInt32(out var id) || !fields.TryString(SftpLimits.Handle, out var handle)
            || !fields.TryUInt64(out _offset))
        {
            return book.Fail("An SFTP write is malformed.");
        }

        if (book.IsAsked(id))
        {
            return book.Fail("An SFTP request used the number of one that has no answer yet.");
        }

        var file = book.Find(handle);
        _writing = file?.In;
        _discards = _writing is null;
        if (_discards)
        {
            return book.Answer(id, SftpStatus.PermissionDenied, "That file is not open for writing.");
        }

        if (length > long.MaxValue - (decimal)_offset)
        {
            _discards = true;
            return book.Answer(id, SftpStatus.BadMessage, "That is beyond the end of any file.");
        }

        return Pass(head, id, new SftpPending(SftpType.Write, SftpType.Status, file, _offset, length));
    }

    public bool Bulk(ReadOnlySpan<byte> content)
    {
        if (!_discards)
        {
            _writing!.Add(_offset, content);
            _offset += (ulong)content.Length;
            Output!.Write(content);
        }

        return true;
    }

    public void BulkEnded() => _writing = null;

    /// <summary>Whatever version the client offers, the target is asked for the one that is understood here.</summary>
    private bool Begin(SftpType type, SftpFields fields)
    {
        if (type != SftpType.Init || !fields.TryUInt32(out var version) || version < Version)
        {
            return book.Fail("SFTP version 3 or later has to be offered first.");
        }

        _began = true;
        Span<byte> init = stackalloc byte[9];
        BinaryPrimitives.WriteInt32BigEndian(init, 5);
        init[4] = (byte)SftpType.Init;
        BinaryPrimitives.WriteUInt32BigEndian(init[5..], Version);
        Output!.Write(init);
        return true;
    }

    private bool Open(ReadOnlySpan<byte> packet, uint id, SftpFields fields)
    {
        if (!fields.TryPath(out var name) || !fields.TryUInt32(out var flags) || !fields.TryAttributes(out _) || !fields.AtEnd
            || (flags & ~OpenKnown) != 0)
        {
            return Malformed(id);
        }

        var path = Shown(name);
        var writes = (flags & ~OpenRead) != 0;
        var reads = (flags & OpenRead) != 0 || !writes;
        if ((writes && !IsPermitted(id, new TransferRequest(TransferKind.WriteFile, path)))
            || (reads && !IsPermitted(id, new TransferRequest(TransferKind.ReadFile, path))))
        {
            return book.Fault is null;
        }

        // Opened for appending or creating without the flag to write, a server may refuse it or write: it counts as writing.
        var beginsEmpty = (flags & OpenTruncate) != 0 || (flags & (OpenCreate | OpenExclusive)) == (OpenCreate | OpenExclusive);
        var file = new SftpFile(path, isFolder: false, reads, writes, beginsEmpty && (flags & OpenWrite) != 0);
        return Pass(packet, id, new SftpPending(SftpType.Open, SftpType.Handle, file));
    }

    private bool OpenFolder(ReadOnlySpan<byte> packet, uint id, SftpFields fields)
    {
        if (!fields.TryPath(out var name) || !fields.AtEnd)
        {
            return Malformed(id);
        }

        var path = Shown(name);
        var folder = new SftpFile(path, isFolder: true, reads: false, writes: false, beginsEmpty: false);
        return IsPermitted(id, new TransferRequest(TransferKind.ListFolder, path))
            ? Pass(packet, id, new SftpPending(SftpType.OpenDir, SftpType.Handle, folder))
            : book.Fault is null;
    }

    private bool Close(ReadOnlySpan<byte> packet, uint id, SftpFields fields)
    {
        if (!fields.TryString(SftpLimits.Handle, out var handle) || !fields.AtEnd || book.Find(handle) is not { } file)
        {
            return Malformed(id);
        }

        book.Closing(handle);
        return Pass(packet, id, new SftpPending(SftpType.Close, SftpType.Status, file));
    }

    private bool Read(ReadOnlySpan<byte> packet, uint id, SftpFields fields)
    {
        if (!fields.TryString(SftpLimits.Handle, out var handle) || !fields.TryUInt64(out var offset)
            || !fields.TryUInt32(out var length) || !fields.AtEnd)
        {
            return Malformed(id);
        }

        return book.Find(handle) is { Out: not null } file
            ? Pass(packet, id, new SftpPending(SftpType.Read, SftpType.Data, file, offset, length))
            : book.Answer(id, SftpStatus.PermissionDenied, "That file is not open for reading.");
    }

    private bool OnHandle(ReadOnlySpan<byte> packet, uint id, SftpType type, SftpFields fields)
    {
        ulong? size = null;
        if (!fields.TryString(SftpLimits.Handle, out var handle) || book.Find(handle) is not { } file
            || (type == SftpType.FSetStat && !fields.TryAttributes(out size)) || !fields.AtEnd
            || (type == SftpType.ReadDir && !file.IsFolder))
        {
            return Malformed(id);
        }

        if (type == SftpType.FSetStat)
        {
            if (!IsPermitted(id, new TransferRequest(TransferKind.ChangeAttributes, file.Path)))
            {
                return book.Fault is null;
            }

            if (size is { } end)
            {
                file.In?.Cut(end);
            }
        }

        var answer = type switch
        {
            SftpType.ReadDir => SftpType.Name,
            SftpType.FStat => SftpType.Attrs,
            _ => SftpType.Status,
        };
        return Pass(packet, id, new SftpPending(type, answer, file));
    }

    private bool Pass(ReadOnlySpan<byte> packet, uint id, SftpPending pending)
    {
        if (!book.Asked(id, pending))
        {
            return book.Fail("Too many SFTP requests are waiting for an answer.");
        }

        Output!.Write(packet);
        return true;
    }

    /// <summary>Asks; a refusal is answered here and now.</summary>
    private bool IsPermitted(uint id, TransferRequest request)
    {
        var verdict = book.Observer.Judge(request);
        if (!verdict.IsPermitted)
        {
            book.Answer(id, SftpStatus.PermissionDenied, verdict.Reason ?? "Refused by policy.");
        }

        return verdict.IsPermitted;
    }

    private bool Malformed(uint id) =>
        book.Answer(id, SftpStatus.BadMessage, "This gateway cannot read that SFTP request, so it was not sent.");

    private static string Shown(ReadOnlySpan<byte> path) => EscapedOctets.Of(path, SftpLimits.Path);
}
