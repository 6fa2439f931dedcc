using System.Collections.Concurrent;
using System.Threading.Channels;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Catalog.Provisioning;

/// <summary>
/// When the rules of a provider change, the groups that its directory sent before, and the claims of everybody's last sign-in, give what they
/// now give: nobody says again what did not change there. What was said of people and providers that are gone is removed. Also at start,
/// should the gateway have stopped between a group and its roles, and when roles could not be given.
/// </summary>
internal sealed partial class DirectoryRules(
    CatalogRoom catalog, DirectoryStore store, ProviderWords words, ProvisionedRoles roles, TimeProvider clock, ILogger<DirectoryRules> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Far longer than any gateway goes on with a catalogue that another has edited. What was too young is looked at again by then.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(10);

    // One signal is enough: whoever takes it looks at everything.
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<string, string> _applied = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        catalog.Changed += Signal;
        roles.Owed += Again;
        await using var again = clock.CreateTimer(_ => Signal(catalog.Current), null, Young, Young);
        try
        {
            Signal(catalog.Current);
            while (await _changes.Reader.WaitToReadAsync(stoppingToken))
            {
                _changes.Reader.TryRead(out _);
                if (!await ApplyAsync(stoppingToken))
                {
                    await Task.Delay(Pause, clock, stoppingToken);
                    Signal(catalog.Current);
                }
            }
        }
        finally
        {
            roles.Owed -= Again;
            catalog.Changed -= Signal;
        }
    }

    private void Again(string provider)
    {
        _applied.TryRemove(provider, out _);
        Signal(catalog.Current);
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
                await words.SweepAsync(loaded, clock.GetUtcNow() - Young, cancellationToken);
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
                var written = Written(provider);
                var refused = await roles.OfRulesAsync(Actor.OfProvider(provider.Name, Actor.Scim, null), cancellationToken);
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

                _applied[provider.Name] = written;
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The people of {Provider} could not be given their roles by its rules: {Reason}")]
    private partial void NotApplied(string provider, string reason);
}
