namespace RemoteDev.Cedar.Schema;

/// <summary>What keeps a value from being what a schema says it is.</summary>
/// <param name="Kind">What it is, for programmes.</param>
/// <param name="Message">What it is and where, for people.</param>
internal sealed record ValueFault(ValueFaultKind Kind, string Message);
