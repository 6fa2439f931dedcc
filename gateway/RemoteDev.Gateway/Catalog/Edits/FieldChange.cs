namespace RemoteDev.Gateway.Catalog.Edits;

/// <summary>One field of a <see cref="CatalogChange"/>, in the words of the YAML that would write it.</summary>
/// <param name="Name">As in YAML: <c>timeZone</c>.</param>
/// <param name="Before">Null when the entry is new.</param>
/// <param name="After">Null when the entry is gone.</param>
internal sealed record FieldChange(string Name, string? Before, string? After);
