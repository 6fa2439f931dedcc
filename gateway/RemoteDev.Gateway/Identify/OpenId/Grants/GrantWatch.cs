using System.Threading.Channels;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.OpenId.People;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.OpenId.Grants;

/// <summary>
/// Keeps asking: each few seconds whether some provider is to be asked again, and at once, with every edit of the catalogue, whether
/// providers still speak for those they vouched for. Forgets what came with sign-ins that ended.
/// </summary>
internal sealed partial class GrantWatch(
    GrantRefresh refresh, ProviderGrants grants, ProviderLinks links, SignInSessions signIns, SshSignIns keys, UnvouchedTokens tokens, CatalogRoom catalog, TimeProvider clock, ILogger<GrantWatch> log)
    : BackgroundService
{
    private const int MaxEnded = 4096;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Vouching = TimeSpan.FromMinutes(1);

    // One round for each provider: a silent one holds up nobody but its own people.
    private readonly Dictionary<string, Task> _rounds = new(StringComparer.Ordinal);

    private int _edited = 1;
    private DateTimeOffset _vouchAgainAt;
    private DateTimeOffset _forgetAgainAt;

    // What does not fit is forgotten with the sign-in's own time.
    private readonly Channel<string> _ended = Channel.CreateBounded<string>(new BoundedChannelOptions(MaxEnded) { FullMode = BoundedChannelFullMode.DropWrite });

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        signIns.Ended += Remember;
        catalog.Changed += Heed;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        catalog.Changed -= Heed;
        signIns.Ended -= Remember;
        await base.StopAsync(cancellationToken);

        // They were cancelled with it, and may have been about to keep what a provider gave.
        await Task.WhenAll(_rounds.Values).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                BeginRounds(stoppingToken);
                if (clock.GetUtcNow() >= _vouchAgainAt)
                {
                    _vouchAgainAt = clock.GetUtcNow() + Vouching;
                    await keys.EndTheUnvouchedAsync(stoppingToken);
                    await tokens.EndAsync(stoppingToken);
                }

                await ForgetAsync(stoppingToken);

                // What was too young to be forgotten is looked at again.
                if (Interlocked.Exchange(ref _edited, 0) != 0 || clock.GetUtcNow() >= _forgetAgainAt)
                {
                    _forgetAgainAt = DateTimeOffset.MinValue;
                    await ForgetLinksAsync(catalog.Current, stoppingToken);
                    _forgetAgainAt = clock.GetUtcNow() + ProviderLinks.Young;
                }
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was: a watch that ends would end the gateway, or let everybody stay whom the providers have long left.
                LogFailed(failed);
            }
        }
    }

    private void BeginRounds(CancellationToken stoppingToken)
    {
        foreach (var provider in refresh.Providers())
        {
            if (!_rounds.TryGetValue(provider, out var round) || round.IsCompleted)
            {
                _rounds[provider] = RoundAsync(provider, stoppingToken);
            }
        }
    }

    private async Task RoundAsync(string provider, CancellationToken stoppingToken)
    {
        try
        {
            await refresh.AskAllOfAsync(provider, stoppingToken);
        }
        catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(failed);
        }
    }

    private void Heed(CatalogSnapshot snapshot)
    {
        Volatile.Write(ref _edited, 1);
        refresh.EndTheUnspoken(snapshot);
    }

    private async Task ForgetLinksAsync(CatalogSnapshot snapshot, CancellationToken cancellationToken)
    {
        // Nobody is there yet when the catalogue was not read, or could not be.
        if (snapshot.People.Count > 0)
        {
            await links.ForgetOthersAsync(row => snapshot.People.GetValueOrDefault(row.Login)?.Provider == row.Provider, cancellationToken);
        }
    }

    private void Remember(SignIn signIn, EndReason reason)
    {
        if (signIn.First.Provider is not null)
        {
            _ended.Writer.TryWrite(signIn.Id);
        }
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        while (_ended.Reader.TryRead(out var signIn))
        {
            await grants.TakeAsync(signIn, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sign-ins by providers cannot be looked after at this moment")]
    private partial void LogFailed(Exception failed);
}
