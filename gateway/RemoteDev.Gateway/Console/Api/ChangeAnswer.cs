using RemoteDev.Gateway.Catalog.Edits;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>One entry's change.</summary>
/// <param name="Kind"><c>added</c>, <c>changed</c> or <c>removed</c>.</param>
internal sealed record ChangeAnswer(string Kind, string Path, IReadOnlyList<FieldChange> Fields)
{
    public static ChangeAnswer Of(CatalogChange change) => new(change.Kind.ToString().ToLowerInvariant(), change.Path, change.Fields);
}
