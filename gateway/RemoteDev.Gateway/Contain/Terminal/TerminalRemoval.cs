namespace RemoteDev.Gateway.Contain.Terminal;

/// <summary>Something taken out of a terminal's output.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Length">Octets that did not reach the terminal.</param>
/// <param name="Excerpt">How it began, escaped and bounded, for the trace.</param>
/// <param name="Count">How many removals this stands for: one, or many of a flood; excerpt and kind are then the last one's.</param>
internal sealed record TerminalRemoval(TerminalRemovalKind Kind, long Length, string Excerpt, int Count);
