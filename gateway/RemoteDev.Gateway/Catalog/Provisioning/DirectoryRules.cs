using System.Threading.Channels;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Catalog.Provisioning;

/// <summary>
/// When the rules of a provider change, the groups that its directory sent before give what they now give: a directory does not send
/// again what did not change there. What it sent of people and providers that are gone is removed. Also at start, should the gateway have stopped between a group and its roles.
/// </summary>
internal sealed partial class DirectoryRules(
    CatalogRoom catalog, DirectoryStore store, Provisioner provisioner, TimeProvider clock, ILogger<DirectoryRules> log) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    /// <summary>Far longer than any gateway goes on with a catalogue that another has edited. What was too young is looked at again by then.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(10);

    // One signal is enough: whoever takes it looks at everything.
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<string, string> _applied = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        catalog.Changed += Signal;
        await using var again = clock.CreateTimer(_ => Signal(catalog.Current), null, Young, Young);
        try
        {
            Signal(catalog.Current);
            while (await _changes.Reader.WaitToReadAsync(stoppingToken))
            {
                _changes.Reader.TryRead(out _);
                if (!await ApplyAsync(stoppingToken))
                {
                    await Task.Delay(Again, clock, stoppingToken);
                    Signal(catalog.Current);
                }
            }
        }
        finally
        {
            catalog.Changed -= Signal;
        }
    }

    private static string Written(ProviderEntry provider) => string.Join('\n', EntryFields.Of(provider).Select(field => field.Value));

    private void Signal(CatalogSnapshot snapshot) => _changes.Writer.TryWrite(true);

    // False when it has to be tried again.
    private async Task<bool> ApplyAsync(CancellationToken cancellationToken)
    {
        var whole = true;
        try
        {
            // Before the catalogue was ever loaded or edited there is nothing to hold anything against.
            if (catalog.Current is { Version: > 0 } loaded)
            {
                await store.SweepAsync(loaded, clock.GetUtcNow() - Young, cancellationToken);
            }
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            NotSwept(fault.Message);
            whole = false;
        }

        foreach (var provider in catalog.Current.Providers.Values.Where(provider => _applied.GetValueOrDefault(provider.Name) != Written(provider)).ToArray())
        {
            try
            {
                var groups = await store.GroupsAsync(provider.Name, cancellationToken);
                var claims = GroupClaims.Of(groups, groups.SelectMany(group => group.Members));
                var refused = claims.Count == 0 ? null : await provisioner.SetGroupsAsync(Actor.OfProvider(provider.Name, Actor.Scim, null), claims, cancellationToken);
                if (refused is not null)
                {
                    NotApplied(provider.Name, refused.Message);
                }

                // What the rules forbid they will forbid again; only what could not be done now is tried again.
                if (refused is { Fault: ProvisionFault.NotNow })
                {
                    whole = false;
                    continue;
                }

                _applied[provider.Name] = Written(provider);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                NotApplied(provider.Name, fault.Message);
                whole = false;
            }
        }

        return whole;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What directories sent of people who are gone could not be removed: {Reason}")]
    private partial void NotSwept(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The groups that {Provider} sent could not be given their roles by its rules: {Reason}")]
    private partial void NotApplied(string provider, string reason);
}
