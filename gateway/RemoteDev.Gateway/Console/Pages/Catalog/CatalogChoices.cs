using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Forms;

namespace RemoteDev.Gateway.Console.Pages.Catalog;

/// <summary>What the selects of the catalogue's forms offer.</summary>
internal static class CatalogChoices
{
    public static IReadOnlyList<FieldChoice> Classifications { get; } =
    [
        new("open", "Open: its loss would not hurt"),
        new("internal", "Internal: it stays inside"),
        new("crown-jewel", "Crown jewel: policy may forbid it to vendors"),
    ];

    public static IEnumerable<FieldChoice> Projects(CatalogSnapshot snapshot) =>
        snapshot.Projects.Values.OrderBy(project => project.DisplayName, StringComparer.Ordinal)
            .Select(project => new FieldChoice(project.Name, project.DisplayName));
}
