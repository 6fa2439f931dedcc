using System.Net;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;

namespace RemoteDev.Gateway.Console.Pages.Networks;

/// <summary>The named networks, who names them in policy, and in which of them the viewer is now.</summary>
[OpenTo(ConsoleAction.ManageCatalog)]
internal sealed class NetworksPage(CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    private readonly CatalogSnapshot _snapshot = catalog.Current;

    public IReadOnlyList<NetworkEntry> Networks { get; private set; } = [];

    public IPAddress Yours { get; private set; } = IPAddress.None;

    public IReadOnlyList<string> Here { get; private set; } = [];

    public IReadOnlyList<string> NamedBy(NetworkEntry network) => NetworkMentions.Of(_snapshot, network.Name);

    public void OnGet()
    {
        Networks = [.. _snapshot.Networks.Values.OrderBy(network => network.Name, StringComparer.Ordinal)];
        Yours = HttpContext.Features.Get<Journey.Connection>()?.Source ?? IPAddress.None;
        Here = _snapshot.NetworkIndex.NamesOf(Yours);
    }
}
