using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Forward;

/// <summary>What the page of a terminal says.</summary>
/// <param name="Typed">Octets that the person typed; good until the next message is waited for.</param>
/// <param name="Size">The terminal's new size, or null.</param>
internal readonly record struct TerminalMessage(ReadOnlyMemory<byte> Typed, TerminalSize? Size)
{
    /// <summary>The page says nothing more, or nothing that can be understood.</summary>
    public static TerminalMessage End { get; } = new(default, null) { IsEnd = true };

    public bool IsEnd { get; private init; }
}
