namespace RemoteDev.Gateway.Console.Policies.Words;

/// <summary>A key with values it may take: of an annotation, or of a test case.</summary>
internal sealed record ValuedWord(string Name, string About, params IReadOnlyList<string> Values);
