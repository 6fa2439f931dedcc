namespace RemoteDev.Gateway.StepUp.Recovery;

/// <summary>New recovery codes in clear, on their way to the person. Prints none of them.</summary>
internal sealed class RecoveryCodeSheet(IReadOnlyList<string> codes)
{
    public IReadOnlyList<string> Codes { get; } = codes;

    public override string ToString() => "<secret>";
}
