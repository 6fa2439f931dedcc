using System.Buffers;

namespace RemoteDev.Gateway.Contain.Git;

/// <summary>
/// What a server inside says first, on its way to a client that asked over SSH: without the lines that only HTTP has, and not at all
/// unless it begins as it must.
/// </summary>
/// <param name="service">From <see cref="GitService.UploadPack"/> only protocol version 2 is taken.</param>
internal sealed class AdvertisementStream(Stream client, GitService service) : AnswerBody
{
    private const int MostFront = 2 * PktLine.LongestLine;

    private readonly ArrayBufferWriter<byte> _front = new();

    /// <summary>Whether anything has gone to the client.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether it began as it must not.</summary>
    public bool IsUnreadable { get; private set; }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (HasBegun)
        {
            return client.WriteAsync(buffer, cancellationToken);
        }

        _front.Write(buffer.Span);
        if (!TryBegin(out var skipped))
        {
            return _front.WrittenCount > MostFront
                ? throw Unreadable()
                : ValueTask.CompletedTask;
        }

        HasBegun = true;
        return client.WriteAsync(_front.WrittenMemory[skipped..], cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => client.FlushAsync(cancellationToken);

    /// <summary>Looks whether it begins as it must.</summary>
    /// <param name="skipped">Bytes of HTTP's own lines (gitprotocol-http, "Smart Server Response").</param>
    /// <returns>False when more has to come.</returns>
    private bool TryBegin(out int skipped)
    {
        var rest = new ReadOnlySequence<byte>(_front.WrittenMemory);
        skipped = 0;
        if (!PktLine.TryRead(ref rest, out var kind, out var line))
        {
            return false;
        }

        if (kind == PktLineKind.Data && line.FirstSpan.StartsWith("# service="u8))
        {
            if (!PktLine.TryRead(ref rest, out kind, out _))
            {
                return false;
            }

            skipped = _front.WrittenCount - (int)rest.Length;
            if (kind != PktLineKind.Flush)
            {
                throw Unreadable();
            }

            if (!PktLine.TryRead(ref rest, out kind, out line))
            {
                return false;
            }
        }

        return kind == PktLineKind.Data && IsTaken(line.FirstSpan) ? true : throw Unreadable();
    }

    private InvalidDataException Unreadable()
    {
        IsUnreadable = true;
        return new InvalidDataException("The server's answer is no advertisement.");
    }

    private bool IsTaken(ReadOnlySpan<byte> line) =>
        service == GitService.ReceivePack || line.TrimEnd((byte)'\n').SequenceEqual("version 2"u8) || line.StartsWith("ERR "u8);
}
