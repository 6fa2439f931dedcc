namespace RemoteDev.Gateway.Catalog.Entries;

/// <summary>A role people hold. An administrative role can be granted, and its holders edited, only by someone who holds it too.</summary>
internal sealed record RoleEntry(string Name, string DisplayName, bool Administrative);
