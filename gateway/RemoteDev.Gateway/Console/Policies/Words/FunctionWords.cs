namespace RemoteDev.Gateway.Console.Policies.Words;

/// <summary>A function that makes a value of a text.</summary>
internal sealed record FunctionWords(string Name, string About, string Sample);
