using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Diff;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Policies;

namespace RemoteDev.Gateway.Console.Pages.Policy;

/// <summary>One version of the policy, and what it changed.</summary>
[OpenTo(ConsoleAction.EditPolicy)]
internal sealed class VersionPage(CatalogRoom catalog, PolicyVersions versions, TimeProvider clock) : ConsolePage(clock)
{
    public PolicyEntry Version { get; private set; } = null!;

    public bool IsActive => catalog.Current.Policy?.Number == Version.Number;

    public IReadOnlyList<TextLine> Text { get; private set; } = [];

    public IReadOnlyList<TextLine> Tests { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(long number, CancellationToken cancellationToken)
    {
        if (await versions.FindAsync(number, cancellationToken) is not { } version)
        {
            return NotFound();
        }

        Version = version;
        var before = await versions.FindAsync(number - 1, cancellationToken);
        Text = TextDiff.Between(before?.Text ?? "", Version.Text);
        Tests = TextDiff.Between(before?.Tests ?? "", Version.Tests);
        return Page();
    }
}
