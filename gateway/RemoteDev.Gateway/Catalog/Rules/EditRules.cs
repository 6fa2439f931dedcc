using RemoteDev.Gateway.Catalog.Edits;

namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>What each edit must be by itself.</summary>
internal static class EditRules
{
    public static void Check(CatalogEdit edit, List<CatalogFault> faults)
    {
        EntryFaults At(CatalogKind kind, string name) => new(kind.Path(name), faults);
        switch (edit)
        {
            case CatalogEdit.PutVendor { Entry: var entry }:
                EntryRules.Check(entry, At(CatalogKind.Vendor, entry.Name));
                break;
            case CatalogEdit.PutRole { Entry: var entry }:
                EntryRules.Check(entry, At(CatalogKind.Role, entry.Name));
                break;
            case CatalogEdit.PutDocument { Entry: var entry }:
                DocumentRules.Check(entry, At(CatalogKind.Document, entry.Name));
                break;
            case CatalogEdit.SignDocument { Login: var whose, Note: { } note }:
                At(CatalogKind.Person, whose).Line("note", note.ReplaceLineEndings(" "), Limits.Reason);
                break;
            case CatalogEdit.PutProvider { Entry: var entry }:
                ProviderRules.Check(entry, At(CatalogKind.Provider, entry.Name));
                break;
            case CatalogEdit.PutPerson { Entry: var entry }:
                EntryRules.Check(entry, At(CatalogKind.Person, entry.Login));
                break;
            case CatalogEdit.PutService { Entry: var entry }:
                ServiceRules.Check(entry, At(CatalogKind.Service, entry.Name));
                break;
            case CatalogEdit.SetServiceSuspended { Name: var name, Reason: var why }:
                At(CatalogKind.Service, name).Line("reason", why, Limits.Reason);
                break;
            case CatalogEdit.PutProject { Entry: var entry }:
                EntryRules.Check(entry, At(CatalogKind.Project, entry.Name));
                break;
            case CatalogEdit.PutEnvironment { Entry: var entry }:
                EntryRules.Check(entry, At(CatalogKind.Environment, entry.Name));
                break;
            case CatalogEdit.PutRepository { Entry: var entry }:
                EntryRules.Check(entry, At(CatalogKind.Repository, entry.FullName));
                break;
            case CatalogEdit.PutWindow { Text: var text }:
                // The rest of a window is read and judged when it is drafted.
                At(CatalogKind.Window, text.Name).Name("name", text.Name);
                break;
            case CatalogEdit.PutNetwork { Entry: var entry }:
                NetworkRules.Check(entry, At(CatalogKind.Network, entry.Name));
                break;
            case CatalogEdit.SetProviderRoles { Login: var login, Roles: var roles }:
                var by = At(CatalogKind.Person, login);
                by.Items("providerRoles", roles, by.Name);
                break;
            case CatalogEdit.SetSuspended { Login: var login, Reason: var reason }:
                At(CatalogKind.Person, login).Line("reason", reason, Limits.Reason);
                break;
        }
    }
}
