using System.Collections.Frozen;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Catalog.Edits;

/// <summary>A snapshot being edited: takes edits one after the other and says which of them have nothing to act on.</summary>
internal sealed class CatalogDraft(CatalogSnapshot from)
{
    private readonly Dictionary<string, VendorEntry> _vendors = new(from.Vendors, StringComparer.Ordinal);
    private readonly Dictionary<string, RoleEntry> _roles = new(from.Roles, StringComparer.Ordinal);
    private readonly Dictionary<string, DocumentEntry> _documents = new(from.Documents, StringComparer.Ordinal);
    private readonly Dictionary<string, ProviderEntry> _providers = new(from.Providers, StringComparer.Ordinal);
    private readonly Dictionary<string, PersonEntry> _people = new(from.People, StringComparer.Ordinal);
    private readonly Dictionary<string, ServiceEntry> _services = new(from.Services, StringComparer.Ordinal);
    private readonly Dictionary<string, ProjectEntry> _projects = new(from.Projects, StringComparer.Ordinal);
    private readonly Dictionary<string, EnvironmentEntry> _environments = new(from.Environments, StringComparer.Ordinal);
    private readonly Dictionary<string, RepositoryEntry> _repositories = new(from.Repositories, StringComparer.Ordinal);
    private readonly Dictionary<string, WindowEntry> _windows = new(from.Windows, StringComparer.Ordinal);
    private readonly Dictionary<string, NetworkEntry> _networks = new(from.Networks, StringComparer.Ordinal);
    private readonly List<CatalogFault> _faults = [];
    private PolicyEntry? _policy = from.Policy;

    /// <summary>What could not be drafted.</summary>
    public IReadOnlyList<CatalogFault> Faults => _faults;

    /// <summary>Takes one edit.</summary>
    /// <param name="author">Who saves, for a policy.</param>
    /// <param name="now">When, for a policy.</param>
    public void Apply(CatalogEdit edit, string author, DateTimeOffset now)
    {
        switch (edit)
        {
            case CatalogEdit.PutVendor put:
                _vendors[put.Entry.Name] = put.Entry;
                break;
            case CatalogEdit.PutRole put:
                _roles[put.Entry.Name] = put.Entry;
                break;
            case CatalogEdit.PutPerson put:
                PutPerson(put.Entry, author);
                break;
            case CatalogEdit.PutDocument put:
                _documents[put.Entry.Name] = put.Entry;
                break;
            case CatalogEdit.SignDocument sign:
                SignDocument(sign, author, now);
                break;
            case CatalogEdit.PutProvider put:
                _providers[put.Entry.Name] = put.Entry;
                DropRolesWithoutRule(put.Entry);
                break;
            case CatalogEdit.SetProviderRoles set:
                SetProviderRoles(set);
                break;
            case CatalogEdit.PutProject put:
                _projects[put.Entry.Name] = put.Entry;
                break;
            case CatalogEdit.PutEnvironment put:
                _environments[put.Entry.Name] = put.Entry;
                break;
            case CatalogEdit.PutService put:
                _services[put.Entry.Name] = put.Entry with { Suspended = put.Entry.Suspended || _services.GetValueOrDefault(put.Entry.Name)?.Suspended == true };
                break;
            case CatalogEdit.SetServiceSuspended set:
                SetSuspended(set);
                break;
            case CatalogEdit.PutRepository put:
                _repositories[put.Entry.FullName] = put.Entry;
                break;
            case CatalogEdit.PutWindow put:
                PutWindow(put.Text);
                break;
            case CatalogEdit.PutNetwork put:
                _networks[put.Entry.Name] = put.Entry;
                break;
            case CatalogEdit.Remove remove:
                Remove(remove);
                break;
            case CatalogEdit.SavePolicy save:
                SavePolicy(save, author, now);
                break;
            case CatalogEdit.ActivatePolicy { Draft: var draft }:
                _policy = new PolicyEntry(from.LastPolicy + 1, draft.Text, draft.Tests, TextDigest.Of(draft.Text), draft.Author, now)
                {
                    Approver = draft.DecidedBy, Note = draft.Note, Draft = draft.Number,
                };
                break;
            case CatalogEdit.RestorePolicy { Older: var older } restore:
                _policy = new PolicyEntry(from.LastPolicy + 1, older.Text, older.Tests, older.Sha256, author, now) { Note = restore.Reason };
                break;
            case CatalogEdit.SetSuspended set:
                SetSuspended(set, author);
                break;
            default:
                throw new InvalidOperationException($"{edit.GetType().Name} is not an edit of the catalogue.");
        }
    }

    /// <summary>The snapshot that the edits make.</summary>
    /// <param name="bundle">The policy as loaded; null keeps the one that is loaded already.</param>
    public CatalogSnapshot Finish(long version, PolicyBundle? bundle = null) => new()
    {
        Version = version,
        Vendors = _vendors.ToFrozenDictionary(StringComparer.Ordinal),
        Roles = _roles.ToFrozenDictionary(StringComparer.Ordinal),
        Documents = _documents.ToFrozenDictionary(StringComparer.Ordinal),
        Providers = _providers.ToFrozenDictionary(StringComparer.Ordinal),
        People = _people.ToFrozenDictionary(StringComparer.Ordinal),
        Services = _services.ToFrozenDictionary(StringComparer.Ordinal),
        Projects = _projects.ToFrozenDictionary(StringComparer.Ordinal),
        Environments = _environments.ToFrozenDictionary(StringComparer.Ordinal),
        Repositories = _repositories.ToFrozenDictionary(StringComparer.Ordinal),
        Windows = _windows.ToFrozenDictionary(StringComparer.Ordinal),
        Networks = _networks.ToFrozenDictionary(StringComparer.Ordinal),
        Policy = _policy,
        LastPolicy = Math.Max(from.LastPolicy, _policy?.Number ?? 0),
        Unreadable = ReferenceEquals(_policy, from.Policy) ? from.Unreadable : [],
        Bundle = bundle ?? from.Bundle,
    };

    private void PutWindow(WindowText text)
    {
        var reading = WindowDefinition.Read(text);
        if (reading.Succeeded)
        {
            _windows[text.Name] = new WindowEntry(text, reading.Definition);
        }

        foreach (var fault in reading.Faults)
        {
            _faults.Add(new CatalogFault($"{CatalogKind.Window.Path(text.Name)}/{fault.Field.Replace('.', '/')}", fault.Message));
        }
    }

    private void Remove(CatalogEdit.Remove remove)
    {
        var removed = remove.Kind switch
        {
            CatalogKind.Vendor => _vendors.Remove(remove.Name),
            CatalogKind.Role => _roles.Remove(remove.Name),
            CatalogKind.Document => _documents.Remove(remove.Name),
            CatalogKind.Provider => _providers.Remove(remove.Name),
            CatalogKind.Person => _people.Remove(remove.Name),
            CatalogKind.Service => _services.Remove(remove.Name),
            CatalogKind.Project => _projects.Remove(remove.Name),
            CatalogKind.Environment => _environments.Remove(remove.Name),
            CatalogKind.Repository => _repositories.Remove(remove.Name),
            CatalogKind.Window => _windows.Remove(remove.Name),
            CatalogKind.Network => _networks.Remove(remove.Name),
            _ => false,
        };
        if (!removed)
        {
            var path = remove.Kind == CatalogKind.None ? remove.Name : remove.Kind.Path(remove.Name);
            _faults.Add(new CatalogFault(path, "is not in the catalogue, so it cannot be removed"));
        }
    }

    private void SavePolicy(CatalogEdit.SavePolicy save, string author, DateTimeOffset now)
    {
        if (_policy?.Text != save.Text || _policy.Tests != save.Tests)
        {
            _policy = new PolicyEntry(from.LastPolicy + 1, save.Text, save.Tests, TextDigest.Of(save.Text), author, now);
        }
    }

    private void SignDocument(CatalogEdit.SignDocument sign, string author, DateTimeOffset now)
    {
        var path = CatalogKind.Person.Path(sign.Login);
        if (!_people.TryGetValue(sign.Login, out var person))
        {
            _faults.Add(new CatalogFault(path, "is not in the catalogue, so no paper can be put on file for them"));
            return;
        }

        if (!_documents.TryGetValue(sign.Document, out var document))
        {
            _faults.Add(new CatalogFault($"{path}/attestations", "names a document that is not in the catalogue"));
            return;
        }

        if (document.Sha256 != sign.Sha256)
        {
            _faults.Add(new CatalogFault($"{path}/attestations", "is for another text than the document's: open the page again and read the text that it shows"));
            return;
        }

        var paper = new AttestationEntry(document.Kind, now.AddDays(document.ValidDays))
        {
            Document = document.Name, Version = document.Version, Sha256 = document.Sha256, SignedAt = now, By = author, Note = sign.Note,
        };
        _people[sign.Login] = person with { Attestations = [.. person.Attestations.Where(other => other.Kind != document.Kind), paper] };
    }

    private void PutPerson(PersonEntry entry, string author)
    {
        if (!_people.TryGetValue(entry.Login, out var person))
        {
            _people[entry.Login] = entry with { SuspendedBy = entry.Suspended ? entry.SuspendedBy ?? author : null };
            return;
        }

        _people[entry.Login] = entry with
        {
            Suspended = person.Suspended,
            SuspendedBy = person.SuspendedBy,
            // With another provider there is no rule any more on which they stand; who edits says that the person has them.
            ProviderRoles = entry.Provider == person.Provider ? [.. person.ProviderRoles.Intersect(entry.Roles, StringComparer.Ordinal)] : [],
        };
    }

    private void DropRolesWithoutRule(ProviderEntry provider)
    {
        foreach (var person in _people.Values.Where(person => person.Provider == provider.Name && person.ProviderRoles.Except(provider.Roles, StringComparer.Ordinal).Any()).ToArray())
        {
            GiveByRule(person, [.. person.ProviderRoles.Intersect(provider.Roles, StringComparer.Ordinal)]);
        }
    }

    private void SetProviderRoles(CatalogEdit.SetProviderRoles set)
    {
        if (_people.TryGetValue(set.Login, out var person))
        {
            GiveByRule(person, set.Roles);
        }
        else
        {
            _faults.Add(new CatalogFault(CatalogKind.Person.Path(set.Login), "is not in the catalogue, so it cannot be given roles"));
        }
    }

    // What was given by hand stays, and stays given by hand: the order of the rest is that of the rules.
    private void GiveByRule(PersonEntry person, IEnumerable<string> roles)
    {
        var byHand = person.Roles.Except(person.ProviderRoles, StringComparer.Ordinal).ToArray();
        var byRule = roles.Except(byHand, StringComparer.Ordinal).ToArray();
        _people[person.Login] = person with { Roles = [.. byHand, .. byRule], ProviderRoles = [.. byRule] };
    }

    private void SetSuspended(CatalogEdit.SetServiceSuspended set)
    {
        if (_services.TryGetValue(set.Name, out var service))
        {
            _services[set.Name] = service with { Suspended = set.Suspended };
        }
        else
        {
            _faults.Add(new CatalogFault(CatalogKind.Service.Path(set.Name), "is not in the catalogue, so it cannot be suspended or restored"));
        }
    }

    private void SetSuspended(CatalogEdit.SetSuspended set, string author)
    {
        if (!_people.TryGetValue(set.Login, out var person))
        {
            _faults.Add(new CatalogFault(CatalogKind.Person.Path(set.Login), "is not in the catalogue, so it cannot be suspended or restored"));
            return;
        }

        // A suspension by a person is the stronger: it takes the place of a provider's, and no provider takes its place.
        var stays = person.Suspended && (set.AsWritten || !(Actor.IsProvider(person.SuspendedBy) && !Actor.IsProvider(author)));
        var by = !set.Suspended ? null : stays ? person.SuspendedBy : set.By ?? author;
        _people[set.Login] = person with { Suspended = set.Suspended, SuspendedBy = by };
    }
}
