using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>
/// Ends the sign-ins of people whom an edit of the catalogue suspends or removes, at once; ends those that outlived their time; and
/// traces every end.
/// </summary>
internal sealed class SignInWatch(SignInSessions signIns, SignInEndings endings, SessionTickets tickets, CatalogRoom catalog, TraceRoom trace, TimeProvider clock)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        endings.Concluded += TraceEnd;
        catalog.Changed += EndTheSuspended;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        catalog.Changed -= EndTheSuspended;
        endings.Concluded -= TraceEnd;
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // Tickets first: they say which sign-ins are at work.
            tickets.Sweep();
            signIns.Sweep();
        }
    }

    private void EndTheSuspended(CatalogSnapshot snapshot)
    {
        foreach (var login in signIns.All().Select(signIn => signIn.Login).Distinct(StringComparer.Ordinal))
        {
            if (IdentifyRefusals.WhyNot(snapshot.People.GetValueOrDefault(login)) is not null)
            {
                signIns.EndAllOf(login, EndReason.Suspended);
            }
        }
    }

    private void TraceEnd(SignIn signIn, EndReason reason) =>
        trace.Record(new SignInEnded { Actor = signIn.Login, Source = signIn.Source.ToString(), SignIn = signIn.Id, Reason = reason });
}
