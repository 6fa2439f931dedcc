using RemoteDev.Gateway.Contain.Transfers;

namespace RemoteDev.Gateway.Tests.Contain.Transfers;

/// <summary>Decides by a rule, and remembers what it was asked and told.</summary>
internal sealed class TransferWitness(Func<TransferRequest, bool>? permits = null) : ITransferObserver
{
    public const string Reason = "Reading files is closed until 09:00.";

    public List<TransferRequest> Asked { get; } = [];

    public List<TransferReceipt> Receipts { get; } = [];

    public TransferVerdict Judge(TransferRequest request)
    {
        Asked.Add(request);
        return permits?.Invoke(request) ?? true ? TransferVerdict.Permitted : TransferVerdict.Refused(Reason);
    }

    public void Ended(TransferReceipt receipt) => Receipts.Add(receipt);
}
