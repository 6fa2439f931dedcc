namespace RemoteDev.Gateway.Journey;

/// <summary>
/// The last proof, for a terminal in a browser: its bytes are bounded both ways. Made by the Contain room alone; Forward accepts nothing else.
/// </summary>
internal sealed class ContainedTerminal
{
    private ContainedTerminal(Permitted permitted, ITerminalFlow flow)
    {
        Permitted = permitted;
        Flow = flow;
    }

    public Permitted Permitted { get; }

    public ITerminalFlow Flow { get; }

    /// <summary>Only the Contain room calls this (held by an architecture test).</summary>
    public static ContainedTerminal Within(Permitted permitted, ITerminalFlow flow)
    {
        ArgumentNullException.ThrowIfNull(permitted);
        return new ContainedTerminal(permitted, flow);
    }
}
