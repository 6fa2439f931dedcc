using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Directories;

/// <summary>A provider that leaves the catalogue takes its tokens with it: another that gets its name later must not be opened by them.</summary>
internal sealed partial class DirectoryTokenSweep(
    CatalogRoom catalog, IDbContextFactory<AccountContext> contexts, TraceRoom trace, ILogger<DirectoryTokenSweep> log) : BackgroundService
{
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        catalog.Changed += Signal;
        try
        {
            Signal(catalog.Current);
            while (await _changes.Reader.WaitToReadAsync(stoppingToken))
            {
                _changes.Reader.TryRead(out _);
                await SweepAsync(stoppingToken);
            }
        }
        finally
        {
            catalog.Changed -= Signal;
        }
    }

    private void Signal(CatalogSnapshot snapshot) => _changes.Writer.TryWrite(true);

    // What fails is looked at again with the next change; until then no token opens anything for a provider that is not there.
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        // Before the catalogue was ever loaded or edited there is nothing to hold anything against.
        if (catalog.Current is not { Version: > 0 } loaded)
        {
            return;
        }

        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            foreach (var row in (await context.DirectoryTokens.AsNoTracking().ToListAsync(cancellationToken)).Where(row => !loaded.Providers.ContainsKey(row.Provider)))
            {
                if (await context.DirectoryTokens.Where(other => other.Hash == row.Hash).ExecuteDeleteAsync(cancellationToken) > 0)
                {
                    await trace.OpenAsync(
                        new CredentialRevoked
                        {
                            Actor = "gateway", Kind = DirectoryTokenDesk.Kind, For = $"{row.Provider} {row.Name}", Reason = "Its provider was removed from the catalogue.",
                        },
                        cancellationToken);
                }
            }
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            NotSwept(fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Tokens of providers that were removed could not be removed: {Reason}")]
    private partial void NotSwept(string reason);
}
