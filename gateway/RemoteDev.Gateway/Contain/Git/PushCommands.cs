namespace RemoteDev.Gateway.Contain.Git;

/// <summary>The command section of a push, read whole before a byte of it goes inside.</summary>
/// <param name="Changes">The refs it would move; empty with the probe that git sends before a large push.</param>
/// <param name="Capabilities">What the client asked for, as words.</param>
/// <param name="Length">Bytes the section takes, its flush included; the pack follows.</param>
internal sealed record PushCommands(IReadOnlyList<RefChange> Changes, IReadOnlyList<string> Capabilities, long Length)
{
    public bool WantsReport => Has("report-status") || Has("report-status-v2");

    public bool WantsSideBand => Has("side-band-64k");

    private bool Has(string capability) => Capabilities.Contains(capability, StringComparer.Ordinal);
}
