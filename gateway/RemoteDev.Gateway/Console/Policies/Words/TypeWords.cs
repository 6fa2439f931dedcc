namespace RemoteDev.Gateway.Console.Policies.Words;

/// <summary>An entity type, and the entities of it that exist.</summary>
internal sealed record TypeWords(string Name, string About, IReadOnlyList<NamedWord> Ids);
