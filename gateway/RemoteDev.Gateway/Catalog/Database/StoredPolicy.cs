using System.Collections.Immutable;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Rules;
using RemoteDev.Policy.Decisions;

namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>A version of the policy as it was read from the database: what was saved and still loads, or why not.</summary>
internal sealed record StoredPolicy(PolicyEntry Entry, PolicyBundle? Bundle, ImmutableArray<CatalogFault> Faults)
{
    public static StoredPolicy Load(PolicyEntry entry)
    {
        // A text that rotted may still load, and permit what nobody wrote.
        if (TextDigest.Of(entry.Text) != entry.Sha256)
        {
            return new StoredPolicy(entry, null, [new CatalogFault(PolicyEntry.TextPath, "is not the text that was saved: its SHA-256 differs", PolicyEntry.TextFile, 1, 1)]);
        }

        // Names are not asked for: a policy outlives a name it mentions.
        var reading = PolicyBundle.Load(PolicyEntry.TextFile, entry.Text, names: null);
        return new StoredPolicy(entry, reading.Bundle, [.. reading.Faults.Select(fault => PolicyTrial.At(PolicyEntry.TextPath, fault))]);
    }
}
