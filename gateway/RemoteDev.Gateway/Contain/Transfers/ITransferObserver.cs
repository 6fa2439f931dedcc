namespace RemoteDev.Gateway.Contain.Transfers;

/// <summary>Who decides about a channel's transfers, and is told what became of them.</summary>
internal interface ITransferObserver
{
    /// <summary>Asked before anything of the request reaches the other side; the answer is given at once, from what is known.</summary>
    TransferVerdict Judge(TransferRequest request);

    /// <summary>A file was closed, or its channel ended; called once for each direction in which content passed or was asked for.</summary>
    void Ended(TransferReceipt receipt);
}
