using NodaTime;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;

namespace RemoteDev.Gateway.Console.Pages.Windows;

/// <summary>The named time windows, what they are now and what they do next.</summary>
[OpenTo(ConsoleAction.ManageCatalog)]
internal sealed class WindowsPage(CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    public IEnumerable<WindowEntry> Windows { get; } = catalog.Current.Windows.Values.OrderBy(window => window.Name, StringComparer.Ordinal);

    public Instant Instant => Instant.FromDateTimeOffset(Now);
}
