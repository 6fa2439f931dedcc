namespace RemoteDev.Gateway.Console.Api;

/// <summary>How one test case came out.</summary>
internal sealed record CaseAnswer(string Name, int Line, bool Passed, IReadOnlyList<string> Differences);
