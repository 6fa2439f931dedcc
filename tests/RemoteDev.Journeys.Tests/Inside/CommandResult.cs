namespace RemoteDev.Journeys.Tests.Inside;

/// <summary>How a programme ended, and what it said on both streams.</summary>
internal sealed record CommandResult(int ExitCode, string Said);
