namespace RemoteDev.Gateway.Contain.Transfers;

/// <summary>Whether a request about files may go on. The default refuses.</summary>
/// <param name="IsPermitted">Whether it may.</param>
/// <param name="Reason">Why not, for the person; it is sent to their client.</param>
internal readonly record struct TransferVerdict(bool IsPermitted, string? Reason)
{
    public static TransferVerdict Permitted { get; } = new(IsPermitted: true, null);

    public static TransferVerdict Refused(string reason) => new(IsPermitted: false, reason);
}
