namespace RemoteDev.Cli.Gateway;

/// <summary>Which recorded decisions a policy would have answered differently.</summary>
internal sealed record Replay(int Decisions, int Same, int Changed, int Unknown, int AlreadyDifferent, string Summary, IReadOnlyList<string> Lines);
