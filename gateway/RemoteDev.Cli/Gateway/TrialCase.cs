namespace RemoteDev.Cli.Gateway;

/// <summary>How one test case came out.</summary>
internal sealed record TrialCase(string Name, int Line, bool Passed, IReadOnlyList<string> Differences);
