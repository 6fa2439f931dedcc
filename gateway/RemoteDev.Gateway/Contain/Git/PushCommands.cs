namespace RemoteDev.Gateway.Contain.Git;

/// <summary>The command section of a push, read whole before a byte of it goes inside.</summary>
/// <param name="Changes">The refs it would move; empty with the probe that git sends before a large push.</param>
/// <param name="Capabilities">What the client asked for, as words.</param>
/// <param name="Length">Bytes before the pack: the commands, any push options, and their flushes.</param>
internal sealed record PushCommands(IReadOnlyList<RefChange> Changes, IReadOnlyList<string> Capabilities, long Length)
{
    public bool WantsReport => Has("report-status") || Has("report-status-v2");

    public bool WantsSideBand => Has("side-band-64k");

    /// <summary>Whether a pack follows; after deletions alone none does.</summary>
    public bool HasPack => Changes.Any(change => change.Kind != RefChangeKind.Delete);

    /// <summary>Bytes of the checksum at the pack's end: as many as an object id has.</summary>
    public int ChecksumLength => Changes is [var first, ..] ? first.New.Length / 2 : 0;

    private bool Has(string capability) => Capabilities.Contains(capability, StringComparer.Ordinal);
}
