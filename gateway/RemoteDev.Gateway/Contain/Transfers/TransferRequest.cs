namespace RemoteDev.Gateway.Contain.Transfers;

/// <summary>One request about files.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Path">The file or folder as the developer named it, escaped; if relative, to the login's home.</param>
/// <param name="Other">The second name of a rename, link or copy.</param>
internal sealed record TransferRequest(TransferKind Kind, string Path, string? Other = null)
{
    public TransferNeed Needs => Kind switch
    {
        TransferKind.Look or TransferKind.ListFolder => TransferNeed.Either,
        TransferKind.ReadFile => TransferNeed.Read,
        TransferKind.Unknown => TransferNeed.Unknown,
        _ => TransferNeed.Write,
    };
}
