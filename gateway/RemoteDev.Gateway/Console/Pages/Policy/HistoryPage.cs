using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Policies;
using RemoteDev.Gateway.Console.Tables;

namespace RemoteDev.Gateway.Console.Pages.Policy;

/// <summary>Every version of the policy that was ever in force, newest first.</summary>
[OpenTo(ConsoleAction.EditPolicy, ConsoleAction.ApprovePolicy)]
internal sealed class HistoryPage(CatalogRoom catalog, PolicyVersions versions, TimeProvider clock) : PolicyAreaPage(clock)
{
    public PageOf<PolicyEntry> Versions { get; private set; } = PageOf<PolicyEntry>.From([], 1);

    public long Active { get; } = catalog.Current.Policy?.Number ?? 0;

    public async Task OnGetAsync([FromQuery(Name = "page")] int number, CancellationToken cancellationToken)
    {
        var total = await versions.CountAsync(cancellationToken);
        var pages = Math.Max(1, (total + PageOf<PolicyEntry>.UsualSize - 1) / PageOf<PolicyEntry>.UsualSize);
        var at = Math.Clamp(number, 1, pages);
        var rows = await versions.PageAsync((at - 1) * PageOf<PolicyEntry>.UsualSize, PageOf<PolicyEntry>.UsualSize, cancellationToken);
        Versions = new PageOf<PolicyEntry>(rows, at, PageOf<PolicyEntry>.UsualSize, total);
    }
}
