using System.Buffers;

namespace RemoteDev.Gateway.Contain.Transfers.Sftp;

/// <summary>
/// Both directions of one SFTP channel (version 3, draft-ietf-secsh-filexfer-02, and OpenSSH's extensions). Every request is judged before
/// it reaches the target; one that is refused never does, and is answered here. What the target answers is held against what was asked.
/// </summary>
/// <remarks>
/// Not safe for two threads: a refusal is written between the target's packets, so the caller holds one lock over both directions of a
/// channel, from a call until what it wrote is on the channels. False from a method means that the channel must end, for the reason in
/// <see cref="Fault"/>; what was written until then may still be sent.
/// </remarks>
internal sealed class SftpConversation : IDisposable
{
    private readonly SftpBook _book;
    private readonly SftpRequests _requests;
    private readonly SftpAnswers _answers;
    private readonly SftpPacketReader _fromDeveloper;
    private readonly SftpPacketReader _fromTarget;

    /// <summary>A conversation at its beginning.</summary>
    public SftpConversation(ITransferObserver observer)
    {
        _book = new SftpBook(observer);
        _requests = new SftpRequests(_book);
        _answers = new SftpAnswers(_book);
        _fromDeveloper = new SftpPacketReader(SftpType.Write, _requests);
        _fromTarget = new SftpPacketReader(SftpType.Data, _answers);
    }

    /// <summary>Why the channel has to end, for the person; null while it may go on.</summary>
    public string? Fault => _book.Fault ?? _fromDeveloper.Fault ?? _fromTarget.Fault;

    /// <summary>Takes what the developer's client sent.</summary>
    /// <param name="bytes">In any split.</param>
    /// <param name="toTarget">Receives what goes on.</param>
    /// <param name="toDeveloper">Receives answers to what does not.</param>
    public bool FromDeveloper(ReadOnlySpan<byte> bytes, IBufferWriter<byte> toTarget, IBufferWriter<byte> toDeveloper)
    {
        _requests.Output = toTarget;
        var passed = Fault is null && _fromDeveloper.Read(bytes);
        _requests.Output = null;
        if (!_fromTarget.InBulk)
        {
            _book.Flush(toDeveloper);
        }

        return passed;
    }

    /// <summary>Takes what the target sent.</summary>
    /// <param name="bytes">In any split.</param>
    /// <param name="toDeveloper">Receives what goes on.</param>
    public bool FromTarget(ReadOnlySpan<byte> bytes, IBufferWriter<byte> toDeveloper)
    {
        _answers.Output = toDeveloper;
        var passed = Fault is null && _fromTarget.Read(bytes);
        _answers.Output = null;
        return passed;
    }

    /// <summary>The channel is over: files that are still open are accounted for.</summary>
    public void Dispose()
    {
        _book.End();
        _fromDeveloper.Dispose();
        _fromTarget.Dispose();
    }
}
