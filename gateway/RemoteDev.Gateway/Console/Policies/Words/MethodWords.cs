namespace RemoteDev.Gateway.Console.Policies.Words;

/// <summary>A method of a kind of value.</summary>
/// <param name="Takes">Whether it takes an argument.</param>
internal sealed record MethodWords(string Name, string About, bool Takes);
