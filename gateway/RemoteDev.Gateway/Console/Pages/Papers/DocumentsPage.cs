using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Papers;
using RemoteDev.Gateway.Console.Tables;

namespace RemoteDev.Gateway.Console.Pages.Papers;

/// <summary>The papers that people sign, and who owes which.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class DocumentsPage(CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    public IReadOnlyList<DocumentEntry> Documents { get; private set; } = [];

    public PageOf<PaperOutlook> Due { get; private set; } = PageOf<PaperOutlook>.From([], 1);

    public void OnGet([Microsoft.AspNetCore.Mvc.FromQuery(Name = "page")] int number = 1)
    {
        var snapshot = catalog.Current;
        Documents = [.. snapshot.Documents.Values.OrderBy(document => document.Kind, StringComparer.Ordinal).ThenByDescending(document => document.Current).ThenBy(document => document.Name, StringComparer.Ordinal)];
        Due = PageOf<PaperOutlook>.From(
            [.. snapshot.People.Values.Where(person => !person.Suspended).SelectMany(person => PaperOutlook.Of(snapshot, person, Now)).Where(outlook => outlook.IsDue)
                .OrderBy(outlook => outlook.State).ThenBy(outlook => outlook.Paper?.ExpiresAt ?? default).ThenBy(outlook => outlook.Person.DisplayName, StringComparer.OrdinalIgnoreCase)],
            number);
    }
}
