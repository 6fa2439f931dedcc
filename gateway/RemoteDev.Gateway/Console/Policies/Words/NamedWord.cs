namespace RemoteDev.Gateway.Console.Policies.Words;

/// <summary>A word that may be written, with what it means to a person.</summary>
/// <param name="Group">Of an action: whether it is a group of actions.</param>
internal sealed record NamedWord(string Name, string? About = null, bool Group = false);
