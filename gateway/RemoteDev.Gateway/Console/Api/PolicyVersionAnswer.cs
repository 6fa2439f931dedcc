using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>A version of the policy in a list: without its texts, which are read one by one.</summary>
internal sealed record PolicyVersionAnswer(
    long Number, string Sha256, string Author, string? Approver, string? Note, long? Draft, DateTimeOffset SavedAt, bool InForce)
{
    public static PolicyVersionAnswer Of(PolicyEntry entry, long? inForce) =>
        new(entry.Number, entry.Sha256, entry.Author, entry.Approver, entry.Note, entry.Draft, entry.SavedAt, entry.Number == inForce);
}
