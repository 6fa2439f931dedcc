using RemoteDev.Gateway.Contain.Transfers;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>
/// Asks policy about each file of a transfer, and writes what became of it into the trace. Clients show of a refused file no more than
/// "Permission denied", so each reason is told once beside it.
/// </summary>
/// <param name="tell">Shows the person a line on standard error.</param>
internal sealed class TransferDesk(ISshJudge judge, SshStream stream, TraceRoom trace, Action<string> tell) : ITransferObserver
{
    private const int MostReasons = 8;

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    private static readonly Refusal Unknown = new(
        RefusalCode.NotContained, "The file transfer asked for something that the gateway does not know, so it does not pass.");

    public TransferVerdict Judge(TransferRequest request)
    {
        switch (request.Needs)
        {
            case TransferNeed.Read:
                return Verdict(judge.Judge(Actions.SftpRead));
            case TransferNeed.Write:
                return Verdict(judge.Judge(Actions.SftpWrite));
            case TransferNeed.Either:
                // The channel is open under one of the two, and is cut when that one is taken away.
                return stream.Why is { } cut ? TransferVerdict.Refused(cut.Reason) : TransferVerdict.Permitted;
            default:
                judge.Refused(Unknown);
                return Refuse(Unknown);
        }
    }

    public void Ended(TransferReceipt receipt) => trace.Record(new FileTransferred
    {
        Session = stream.Session.Id,
        Actor = stream.Session.Login,
        Source = stream.Session.Source.ToString(),
        StreamId = stream.Id,
        Place = stream.Session.Place,
        Path = receipt.Path,
        Outwards = receipt.Direction == TransferDirection.Out,
        Bytes = receipt.Bytes,
        Sha256 = receipt.Sha256,
        IsWhole = receipt.IsWhole,
    });

    private TransferVerdict Verdict(Step<Permitted> step) =>
        step.Passed(out _, out var refusal) ? TransferVerdict.Permitted : Refuse(refusal);

    private TransferVerdict Refuse(Refusal refusal)
    {
        if (_told.Count < MostReasons && _told.Add(refusal.Reason))
        {
            tell(RefusalLine.Of(refusal));
        }

        return TransferVerdict.Refused(refusal.Reason);
    }
}
