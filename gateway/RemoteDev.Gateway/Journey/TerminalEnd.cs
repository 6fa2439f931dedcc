namespace RemoteDev.Gateway.Journey;

/// <summary>How a terminal ended.</summary>
/// <param name="Words">For the person.</param>
/// <param name="IsCut">True when the gateway ended it, false when its program did.</param>
internal sealed record TerminalEnd(string Words, bool IsCut);
