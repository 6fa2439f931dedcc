namespace RemoteDev.Cli.Gateway;

/// <summary>How the gateway is.</summary>
internal sealed record Status(
    string Gateway, bool TraceHealthy, long CatalogVersion, long? PolicyVersion, bool PolicyActive, string? PolicyWarning, IReadOnlyList<string> PolicyFailures, IReadOnlyDictionary<string, int> Entries, IReadOnlyList<Fault> LoadFaults);
