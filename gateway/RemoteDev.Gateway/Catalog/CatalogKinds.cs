namespace RemoteDev.Gateway.Catalog;

/// <summary>How the kinds are spelled: in YAML's top-level lists, in paths of faults and changes, and in URLs alike.</summary>
internal static class CatalogKinds
{
    /// <summary>All kinds, in an order in which nothing refers to what comes later.</summary>
    public static IReadOnlyList<CatalogKind> All { get; } =
    [
        CatalogKind.Vendor, CatalogKind.Role, CatalogKind.Document, CatalogKind.Provider, CatalogKind.Person, CatalogKind.Service, CatalogKind.Project,
        CatalogKind.Environment, CatalogKind.Repository, CatalogKind.Window, CatalogKind.Network,
    ];

    /// <summary><c>people</c> for <see cref="CatalogKind.Person"/>.</summary>
    public static string Section(this CatalogKind kind) => kind switch
    {
        CatalogKind.Vendor => "vendors",
        CatalogKind.Role => "roles",
        CatalogKind.Document => "documents",
        CatalogKind.Provider => "providers",
        CatalogKind.Person => "people",
        CatalogKind.Service => "services",
        CatalogKind.Project => "projects",
        CatalogKind.Environment => "environments",
        CatalogKind.Repository => "repositories",
        CatalogKind.Window => "windows",
        CatalogKind.Network => "networks",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The kind a section holds; <see cref="CatalogKind.None"/> when it is not a section.</summary>
    public static CatalogKind FromSection(string section) =>
        All.FirstOrDefault(kind => string.Equals(kind.Section(), section, StringComparison.Ordinal));

    /// <summary>One of it, in a sentence: <c>a person</c>, <c>an environment</c>.</summary>
    public static string Article(this CatalogKind kind) => kind switch
    {
        CatalogKind.Environment => "an environment",
        CatalogKind.Service => "a service account",
        _ => "a " + kind.ToString().ToLowerInvariant(),
    };

    /// <summary><c>people/ada</c>.</summary>
    public static string Path(this CatalogKind kind, string name) => $"{kind.Section()}/{name}";
}
