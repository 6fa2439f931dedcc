using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;

namespace RemoteDev.Gateway.Console.Pages.Policy;

/// <summary>The policy in force, and what is on its way.</summary>
[OpenTo(ConsoleAction.EditPolicy, ConsoleAction.ApprovePolicy)]
internal sealed class PolicyPage(CatalogRoom catalog, PolicyDrafts drafts, TimeProvider clock) : PolicyAreaPage(clock)
{
    private const int MostDrafts = 100;

    public PolicyEntry? Active => catalog.Current.Policy;

    public IReadOnlyList<DraftHead> Open { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Open = await drafts.ListAsync(openOnly: true, 0, MostDrafts, cancellationToken);
}
