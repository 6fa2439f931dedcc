using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Console.Layout;

namespace RemoteDev.Gateway.Console.Forms;

/// <summary>
/// A page that edits one entry of the catalogue. What was typed survives every fault; an edit somebody else made meanwhile to
/// the same entry is shown beside it and overwritten only by a second, knowing save.
/// </summary>
internal abstract class EntryPage(CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    // Edits elsewhere in the catalogue move its version but concern nobody here; after a few in a row the person may press again.
    private const int Tries = 5;

    /// <summary>The entry's fields as this form showed them; travels with the form.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    public FormFaults Faults { get; } = new();

    /// <summary>What somebody else changed since the form was opened.</summary>
    public IReadOnlyList<FieldChange> Conflict { get; private set; } = [];

    protected CatalogRoom Catalog { get; } = catalog;

    /// <summary>A field of the form with what is wrong with it.</summary>
    public Field Field(string name, string label, string? value) => new(name, label, value) { Faults = [.. Faults.Of(name)] };

    /// <summary>Remembers the entry as it is now for the form that is about to be shown.</summary>
    protected void See(CatalogKind kind, string name) => Seen = Write(Fields(Catalog.Current, kind, name));

    /// <summary>Makes the edits if the entry still is what the form showed. False when the form must be shown again.</summary>
    protected async Task<bool> SaveAsync(CatalogKind kind, string name, IReadOnlyList<CatalogEdit> edits, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Tries; i++)
        {
            var snapshot = Catalog.Current;
            var now = Fields(snapshot, kind, name);
            if (Write(now) != (Seen ?? ""))
            {
                Conflict = Compare(Read(Seen), now);
                Seen = Write(now);
                return false;
            }

            switch (await Catalog.EditAsync(edits, Actor, snapshot.Version, cancellationToken))
            {
                case EditOutcome.Applied:
                    return true;
                case EditOutcome.Refused refused:
                    Faults.Take(refused.Faults, kind.Path(name));
                    return false;
            }
        }

        Faults.Add("", "Others are editing the catalogue at this moment. Save again.");
        return false;
    }

    private static ImmutableArray<KeyValuePair<string, string>> Fields(CatalogSnapshot snapshot, CatalogKind kind, string name) => kind switch
    {
        CatalogKind.Vendor => snapshot.Vendors.TryGetValue(name, out var vendor) ? EntryFields.Of(vendor) : [],
        CatalogKind.Role => snapshot.Roles.TryGetValue(name, out var role) ? EntryFields.Of(role) : [],
        CatalogKind.Document => snapshot.Documents.TryGetValue(name, out var document) ? EntryFields.Of(document) : [],
        CatalogKind.Provider => snapshot.Providers.TryGetValue(name, out var provider) ? EntryFields.Of(provider) : [],
        CatalogKind.Person => snapshot.People.TryGetValue(name, out var person) ? EntryFields.Of(person) : [],
        CatalogKind.Service => snapshot.Services.TryGetValue(name, out var service) ? EntryFields.Of(service) : [],
        CatalogKind.Project => snapshot.Projects.TryGetValue(name, out var project) ? EntryFields.Of(project) : [],
        CatalogKind.Environment => snapshot.Environments.TryGetValue(name, out var environment) ? EntryFields.Of(environment) : [],
        CatalogKind.Repository => snapshot.Repositories.TryGetValue(name, out var repository) ? EntryFields.Of(repository) : [],
        CatalogKind.Network => snapshot.Networks.TryGetValue(name, out var network) ? EntryFields.Of(network) : [],
        CatalogKind.Window => snapshot.Windows.TryGetValue(name, out var window) ? EntryFields.Of(window) : [],
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static List<FieldChange> Compare(Dictionary<string, string> seen, ImmutableArray<KeyValuePair<string, string>> now)
    {
        var current = now.ToDictionary(StringComparer.Ordinal);
        return [.. seen.Keys.Union(current.Keys, StringComparer.Ordinal)
            .Select(name => new FieldChange(name, seen.GetValueOrDefault(name), current.GetValueOrDefault(name)))
            .Where(change => change.Before != change.After)];
    }

    private static string Write(ImmutableArray<KeyValuePair<string, string>> fields) =>
        fields.IsEmpty ? "" : JsonSerializer.Serialize(fields.ToDictionary(StringComparer.Ordinal));

    // It comes back from a browser: it decides nothing but what is shown as changed.
    private static Dictionary<string, string> Read(string? seen)
    {
        try
        {
            return string.IsNullOrEmpty(seen) ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(seen) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
