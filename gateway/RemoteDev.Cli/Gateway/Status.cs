namespace RemoteDev.Cli.Gateway;

/// <summary>How the gateway is.</summary>
internal sealed record Status(
    string Gateway, bool TraceHealthy, long CatalogVersion, long? PolicyVersion, bool PolicyActive, IReadOnlyDictionary<string, int> Entries, IReadOnlyList<Fault> LoadFaults);
