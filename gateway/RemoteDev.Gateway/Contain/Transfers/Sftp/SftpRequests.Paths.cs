namespace RemoteDev.Gateway.Contain.Transfers.Sftp;

/// <content>Requests that name paths, and extensions.</content>
internal sealed partial class SftpRequests
{
    private bool OnPath(ReadOnlySpan<byte> packet, uint id, SftpType type, TransferKind kind, SftpType answer, SftpFields fields)
    {
        if (!fields.TryPath(out var path) || !fields.AtEnd)
        {
            return Malformed(id);
        }

        return IsPermitted(id, new TransferRequest(kind, Shown(path)))
            ? Pass(packet, id, new SftpPending(type, answer))
            : book.Fault is null;
    }

    private bool WithAttributes(ReadOnlySpan<byte> packet, uint id, SftpType type, TransferKind kind, SftpFields fields)
    {
        if (!fields.TryPath(out var path) || !fields.TryAttributes(out _) || !fields.AtEnd)
        {
            return Malformed(id);
        }

        return IsPermitted(id, new TransferRequest(kind, Shown(path)))
            ? Pass(packet, id, new SftpPending(type, SftpType.Status))
            : book.Fault is null;
    }

    private bool OnTwo(ReadOnlySpan<byte> packet, uint id, SftpType type, TransferKind kind, SftpFields fields)
    {
        if (!fields.TryPath(out var first) || !fields.TryPath(out var second) || !fields.AtEnd)
        {
            return Malformed(id);
        }

        return IsPermitted(id, new TransferRequest(kind, Shown(first), Shown(second)))
            ? Pass(packet, id, new SftpPending(type, SftpType.Status))
            : book.Fault is null;
    }

    private bool Extended(ReadOnlySpan<byte> packet, uint id, SftpFields fields)
    {
        if (!fields.TryString(SftpLimits.ExtensionName, out var name) || !SftpExtensions.Passes(name))
        {
            return book.Answer(id, SftpStatus.Unsupported, "This gateway does not know that SFTP extension.");
        }

        if (SftpExtensions.IsRename(name))
        {
            return OnTwo(packet, id, SftpType.Extended, TransferKind.Rename, fields);
        }

        if (SftpExtensions.IsLink(name))
        {
            return OnTwo(packet, id, SftpType.Extended, TransferKind.Link, fields);
        }

        var answer = SftpExtensions.AnswerOf(name);
        if (SftpExtensions.OfPath(name))
        {
            return OnPath(packet, id, SftpType.Extended, TransferKind.Look, answer, fields);
        }

        if (SftpExtensions.OfHandle(name))
        {
            return fields.TryString(SftpLimits.Handle, out var handle) && fields.AtEnd && book.Find(handle) is { } file
                ? Pass(packet, id, new SftpPending(SftpType.Extended, answer, file))
                : Malformed(id);
        }

        if (name.SequenceEqual("lsetstat@openssh.com"u8))
        {
            return WithAttributes(packet, id, SftpType.Extended, TransferKind.ChangeAttributes, fields);
        }

        return name.SequenceEqual("copy-data"u8) ? CopyData(packet, id, fields) : LookAround(packet, id, name, answer, fields);
    }

    /// <summary>Limits of the server, and names of users and groups by number.</summary>
    private bool LookAround(ReadOnlySpan<byte> packet, uint id, ReadOnlySpan<byte> name, SftpType answer, SftpFields fields)
    {
        var isWhole = SftpExtensions.OfNothing(name)
            || (fields.TryString(SftpLimits.Packet, out _) && fields.TryString(SftpLimits.Packet, out _));
        return isWhole && fields.AtEnd ? Pass(packet, id, new SftpPending(SftpType.Extended, answer)) : Malformed(id);
    }

    /// <summary>Copies inside, between two files that were judged when they were opened. What is copied is not seen here.</summary>
    private bool CopyData(ReadOnlySpan<byte> packet, uint id, SftpFields fields)
    {
        if (!fields.TryString(SftpLimits.Handle, out var from) || !fields.TryUInt64(out _) || !fields.TryUInt64(out _)
            || !fields.TryString(SftpLimits.Handle, out var to) || !fields.TryUInt64(out _) || !fields.AtEnd
            || book.Find(from) is not { Out: not null } source || book.Find(to) is not { In: { } written } target)
        {
            return Malformed(id);
        }

        if (!IsPermitted(id, new TransferRequest(TransferKind.CopyInside, source.Path, target.Path)))
        {
            return book.Fault is null;
        }

        written.Break();
        return Pass(packet, id, new SftpPending(SftpType.Extended, SftpType.Status));
    }
}
