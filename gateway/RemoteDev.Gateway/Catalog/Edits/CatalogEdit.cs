using System.Collections.Immutable;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Catalog.Edits;

/// <summary>One edit of the catalogue. A closed list: whoever handles edits handles all of them.</summary>
internal abstract record CatalogEdit
{
    private CatalogEdit()
    {
    }

    public sealed record PutVendor(VendorEntry Entry) : CatalogEdit;

    public sealed record PutRole(RoleEntry Entry) : CatalogEdit;

    /// <summary>Adds a document, or changes its title and whether people are asked for it.</summary>
    public sealed record PutDocument(DocumentEntry Entry) : CatalogEdit;

    /// <summary>A person's paper by a document: accepted by the person who edits, or recorded by whoever else does.</summary>
    /// <param name="Sha256">Of the text that was shown; refused when it is not the document's.</param>
    /// <param name="Note">Where it is kept, or who checked; for what is recorded.</param>
    public sealed record SignDocument(string Login, string Document, string Sha256, string? Note) : CatalogEdit;

    /// <summary>Adds or replaces a provider. Roles that no rule of it gives any more leave the people who had them by its rules.</summary>
    public sealed record PutProvider(ProviderEntry Entry) : CatalogEdit;

    /// <summary>
    /// Adds or replaces a person. Whether the person is suspended is not part of it: an edit of a person, or a file applied again,
    /// must not quietly lift a suspension. <see cref="SetSuspended"/> is the only way; a new person may be put suspended. Which of the
    /// roles stand on the provider's rules is not part of it either: see <see cref="SetProviderRoles"/>.
    /// </summary>
    public sealed record PutPerson(PersonEntry Entry) : CatalogEdit;

    /// <summary>
    /// Adds or replaces a service account. It can suspend one and lifts no suspension: <see cref="SetServiceSuspended"/> is the only way.
    /// </summary>
    public sealed record PutService(ServiceEntry Entry) : CatalogEdit;

    /// <summary>Suspends a service account, which ends everything it has open, or restores it.</summary>
    /// <param name="Reason">Why, for the trace.</param>
    public sealed record SetServiceSuspended(string Name, bool Suspended, string Reason) : CatalogEdit;

    public sealed record PutProject(ProjectEntry Entry) : CatalogEdit;

    public sealed record PutEnvironment(EnvironmentEntry Entry) : CatalogEdit;

    public sealed record PutRepository(RepositoryEntry Entry) : CatalogEdit;

    public sealed record PutWindow(WindowText Text) : CatalogEdit;

    public sealed record PutNetwork(NetworkEntry Entry) : CatalogEdit;

    /// <summary>Removes an entry; refused when it is not there or something still refers to it.</summary>
    /// <param name="Kind">What to remove.</param>
    /// <param name="Name">Its key: the name, a person's login, a repository's full name.</param>
    public sealed record Remove(CatalogKind Kind, string Name) : CatalogEdit;

    /// <summary>
    /// Saves a new version of the policy with its tests, which must pass. For the machine's operator; a person who alone changes the
    /// policy by it is refused.
    /// </summary>
    public sealed record SavePolicy(string Text, string Tests) : CatalogEdit;

    /// <summary>Makes an approved draft the policy. What it says was approved is checked again, text, tests and approval.</summary>
    public sealed record ActivatePolicy(PolicyDraft Draft) : CatalogEdit;

    /// <summary>Brings an older version back at once: by the machine's operator, or by one person who can prove that nobody gains by it.</summary>
    public sealed record RestorePolicy(PolicyEntry Older, string Reason, GainsNothing? Proof) : CatalogEdit;

    /// <summary>Suspends a person, which ends everything they have open, or restores them.</summary>
    /// <param name="Login">Whom.</param>
    /// <param name="Suspended">True suspends, false restores.</param>
    /// <param name="Reason">Why, for the trace and for the person.</param>
    public sealed record SetSuspended(string Login, bool Suspended, string Reason) : CatalogEdit
    {
        /// <summary>Who suspended, as a file says that was written from a catalogue; null when it is whoever edits.</summary>
        public string? By { get; init; }

        /// <summary>A file says how it is, and nobody does it now: who is suspended already stays so at the word of whoever did it.</summary>
        public bool AsWritten { get; init; }
    }

    /// <summary>Gives a person exactly these roles by their provider's rules, beside those they have by hand.</summary>
    public sealed record SetProviderRoles(string Login, ImmutableArray<string> Roles) : CatalogEdit;
}
