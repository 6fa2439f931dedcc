using System.Collections.Frozen;
using System.Collections.Immutable;

namespace RemoteDev.Gateway.Catalog.Edits;

/// <summary>What differs between two snapshots, in the order of the kinds and then by name.</summary>
internal static class CatalogDiff
{
    public static ImmutableArray<CatalogChange> Between(CatalogSnapshot before, CatalogSnapshot after)
    {
        var changes = ImmutableArray.CreateBuilder<CatalogChange>();
        Compare(changes, CatalogKind.Vendor, before.Vendors, after.Vendors, EntryFields.Of);
        Compare(changes, CatalogKind.Role, before.Roles, after.Roles, EntryFields.Of);
        Compare(changes, CatalogKind.Document, before.Documents, after.Documents, EntryFields.Of);
        Compare(changes, CatalogKind.Provider, before.Providers, after.Providers, EntryFields.Of);
        Compare(changes, CatalogKind.Person, before.People, after.People, EntryFields.Of);
        Compare(changes, CatalogKind.Service, before.Services, after.Services, EntryFields.Of);
        Compare(changes, CatalogKind.Project, before.Projects, after.Projects, EntryFields.Of);
        Compare(changes, CatalogKind.Environment, before.Environments, after.Environments, EntryFields.Of);
        Compare(changes, CatalogKind.Repository, before.Repositories, after.Repositories, EntryFields.Of);
        Compare(changes, CatalogKind.Window, before.Windows, after.Windows, EntryFields.Of);
        Compare(changes, CatalogKind.Network, before.Networks, after.Networks, EntryFields.Of);
        Add(changes, Entries.PolicyEntry.TextPath, before.Policy is { } old ? EntryFields.Of(old) : null, after.Policy is { } saved ? EntryFields.Of(saved) : null);
        return changes.ToImmutable();
    }

    private static void Compare<T>(
        ImmutableArray<CatalogChange>.Builder changes,
        CatalogKind kind,
        FrozenDictionary<string, T> before,
        FrozenDictionary<string, T> after,
        Func<T, ImmutableArray<KeyValuePair<string, string>>> fields)
        where T : class
    {
        foreach (var name in before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var old = before.GetValueOrDefault(name);
            var now = after.GetValueOrDefault(name);
            if (!ReferenceEquals(old, now))
            {
                Add(changes, kind.Path(name), old is null ? null : fields(old), now is null ? null : fields(now));
            }
        }
    }

    private static void Add(
        ImmutableArray<CatalogChange>.Builder changes,
        string path,
        ImmutableArray<KeyValuePair<string, string>>? before,
        ImmutableArray<KeyValuePair<string, string>>? after)
    {
        switch (before, after)
        {
            case (null, { } added):
                changes.Add(new CatalogChange(
                    ChangeKind.Added, path, [.. added.Where(field => field.Value.Length > 0).Select(field => new FieldChange(field.Key, null, field.Value))]));
                break;
            case ({ } removed, null):
                changes.Add(new CatalogChange(
                    ChangeKind.Removed, path, [.. removed.Where(field => field.Value.Length > 0).Select(field => new FieldChange(field.Key, field.Value, null))]));
                break;
            case ({ } old, { } now):
                var differing = old.Zip(now).Where(pair => pair.First.Value != pair.Second.Value)
                    .Select(pair => new FieldChange(pair.First.Key, pair.First.Value, pair.Second.Value)).ToImmutableArray();
                if (!differing.IsEmpty)
                {
                    changes.Add(new CatalogChange(ChangeKind.Changed, path, differing));
                }

                break;
        }
    }
}
