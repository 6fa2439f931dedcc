using RemoteDev.Gateway.Catalog;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>An entry as the API shows it: the fields of the YAML, in JSON. An answer may be sent back by PUT as it is.</summary>
internal static class EntryAnswer
{
    public static object? Find(CatalogSnapshot snapshot, CatalogKind kind, string name) => kind switch
    {
        CatalogKind.Vendor => snapshot.Vendors.GetValueOrDefault(name),
        CatalogKind.Role => snapshot.Roles.GetValueOrDefault(name),
        CatalogKind.Document => snapshot.Documents.GetValueOrDefault(name),
        CatalogKind.Provider => snapshot.Providers.GetValueOrDefault(name),
        CatalogKind.Person => snapshot.People.GetValueOrDefault(name),
        CatalogKind.Service => snapshot.Services.GetValueOrDefault(name),
        CatalogKind.Project => snapshot.Projects.GetValueOrDefault(name),
        CatalogKind.Environment => snapshot.Environments.GetValueOrDefault(name),
        CatalogKind.Repository => snapshot.Repositories.GetValueOrDefault(name) is { } entry
            ? new { entry.Project, entry.Name, entry.DisplayName, entry.Classification, entry.Upstream, entry.ProtectedBranches }
            : null,
        CatalogKind.Window => snapshot.Windows.GetValueOrDefault(name)?.Text,
        CatalogKind.Network => snapshot.Networks.GetValueOrDefault(name),
        _ => null,
    };
}
