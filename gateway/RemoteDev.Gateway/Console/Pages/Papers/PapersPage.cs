using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Papers;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;

namespace RemoteDev.Gateway.Console.Pages.Papers;

/// <summary>A person's own papers: what they are asked for, and until when it is valid.</summary>
[OpenToVerified]
internal sealed class PapersPage(CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    public IReadOnlyList<PaperOutlook> Papers { get; private set; } = [];

    public void OnGet()
    {
        var snapshot = catalog.Current;
        Papers = snapshot.People.TryGetValue(Viewer.Login, out var person) ? [.. PaperOutlook.Of(snapshot, person, Now)] : [];
    }
}
