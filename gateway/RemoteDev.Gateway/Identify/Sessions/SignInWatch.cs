using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>
/// Ends the sign-ins of people whom an edit of the catalogue suspends or removes, at once; ends those that outlived their time; and
/// traces every end.
/// </summary>
internal sealed class SignInWatch(SignInSessions signIns, SignInEndings endings, SessionTickets tickets, CatalogRoom catalog, TraceRoom trace, TimeProvider clock, ILogger<SignInWatch> log)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    // This is made before the catalogue is loaded: what it was is known at the start only.
    private CatalogSnapshot _before = CatalogSnapshot.Empty;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        endings.Concluded += TraceEnd;
        _before = catalog.Current;
        catalog.Changed += EndTheSuspended;

        // Nobody was told of what changed between those two lines.
        if (catalog.Current is var now && !ReferenceEquals(now, Volatile.Read(ref _before)))
        {
            EndTheSuspended(now);
        }

        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        catalog.Changed -= EndTheSuspended;
        endings.Concluded -= TraceEnd;
        return base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => GuardRounds.EveryAsync(Period, clock, Sweep, log, stoppingToken);

    private void Sweep()
    {
        // Tickets first: they say which sign-ins are at work.
        tickets.Sweep();
        signIns.Sweep();
    }

    private void EndTheSuspended(CatalogSnapshot snapshot)
    {
        // Also who is signed in only where this gateway has not met them, or had not yet after a restart.
        var before = Interlocked.Exchange(ref _before, snapshot);
        foreach (var login in before.People.Keys.Where(login => IsOut(snapshot, login) && !IsOut(before, login)))
        {
            signIns.EndAllOf(login, EndReason.Suspended);
        }

        foreach (var login in signIns.All().Select(signIn => signIn.Login).Distinct(StringComparer.Ordinal))
        {
            if (IsOut(snapshot, login))
            {
                signIns.EndAllOf(login, EndReason.Suspended);
            }
        }
    }

    private static bool IsOut(CatalogSnapshot snapshot, string login) => IdentifyRefusals.WhyNot(snapshot.People.GetValueOrDefault(login)) is not null;

    private void TraceEnd(SignIn signIn, EndReason reason) =>
        trace.Record(new SignInEnded { Actor = signIn.Login, Source = signIn.Source.ToString(), SignIn = signIn.Id, Reason = reason });
}
