using System.Collections.Concurrent;
using System.Security.Cryptography;
using RemoteDev.Gateway.Authorize.Decisions;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Telemetry;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Obligations;

namespace RemoteDev.Gateway.Authorize.Live;

/// <summary>Opens access sessions. The opening is durable in the trace before anyone holds the session.</summary>
internal sealed class SessionOpening(LiveSessions live, RulesInForce rules, TraceRoom trace, TimeProvider clock)
{
    /// <summary>Place of the session that a sign-in has at the portal.</summary>
    public const string ConsolePlace = "console";

    private const int MostSessions = 10_000;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private static readonly Refusal NoTrace = new(
        RefusalCode.TraceUnavailable, "The gateway cannot write its trace at the moment, so nothing may be opened. An administrator has to look at it.");

    private static readonly Refusal Full = new(
        RefusalCode.NotReady, "The gateway holds as many sessions as it may. Close one, or try again in a minute.");

    private readonly ConcurrentDictionary<(string SignIn, SessionKind Kind, string Place), Lazy<Task<Step<AccessSession>>>> _underWay = new();

    /// <summary>The console session of a sign-in, opened with the first use.</summary>
    public ValueTask<Step<AccessSession>> ConsoleAsync(Verified verified, CancellationToken cancellationToken) =>
        GetOrOpenAsync(verified, SessionKind.Console, ConsolePlace, basis: null, permit: null, cancellationToken);

    /// <summary>The session of a sign-in in one environment. It stands on a permission, is judged by it each second, and ends with it.</summary>
    public ValueTask<Step<AccessSession>> EnvironmentAsync(
        Verified verified, string environment, SessionBasis basis, Permit permit, CancellationToken cancellationToken) =>
        GetOrOpenAsync(verified, SessionKind.Environment, environment, basis, permit, cancellationToken);

    /// <summary>The git session of a person from outside on one repository.</summary>
    public ValueTask<Step<AccessSession>> GitAsync(Verified verified, string repository, Permit permit, CancellationToken cancellationToken) =>
        GetOrOpenAsync(verified, SessionKind.Git, repository, basis: null, permit, cancellationToken);

    /// <summary>
    /// The session of an SSH connection in one environment. It stands on the permission by which it was reached, so that its end is
    /// foreseen and warned of; its streams are judged each by its own action beside that.
    /// </summary>
    public ValueTask<Step<AccessSession>> SshAsync(
        Verified verified, string environment, SessionBasis basis, Permit permit, CancellationToken cancellationToken) =>
        GetOrOpenAsync(verified, SessionKind.Ssh, environment, basis, permit, cancellationToken);

    private async Task<Step<AccessSession>> OpenAsync(
        Verified verified, SessionKind kind, string place, SessionBasis? basis, Permit? permit, CancellationToken cancellationToken)
    {
        if (live.Count >= MostSessions)
        {
            return Full;
        }

        var now = clock.GetUtcNow();
        var identified = verified.Identified;
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var session = new AccessSession(id, kind, place, identified.SignIn, identified.Connection.Source, now) { Device = identified.Connection.Device };
        SessionSpans.Open(session);
        var inForce = rules.Now(now).Rules;
        var catalog = inForce.Catalog;
        var device = inForce.Surroundings.Of(session.Device, now);
        var traced = await trace.OpenAsync(
            new SessionOpened
            {
                Session = id,
                Actor = identified.Login,
                Source = identified.Connection.Source.ToString(),
                Kind = kind,
                Place = place,
                Login = identified.Login,
                Vendor = catalog.People.GetValueOrDefault(identified.Login)?.Vendor ?? ServiceStanding.Find(catalog, identified.Login)?.Vendor,
                SignIn = identified.SignIn.Id,
                Networks = catalog.NetworkIndex.NamesOf(session.Source),
                Country = inForce.Surroundings.CountryOf(session.Source),
                Device = device.IsProven ? session.Device?.Fingerprint : null,
                DeviceSubject = device.IsProven ? session.Device?.Subject : null,
                DeviceManaged = device.IsManaged,
                DeviceRefused = device.Fault,
                Policies = permit?.PolicyIds ?? [],
                Obligations = permit is null ? [] : ObligationWords.Of(permit.Obligations),
                PolicyVersion = catalog.Policy?.Number ?? 0,
                TraceId = session.TraceContext.TraceId.ToHexString(),
            },
            cancellationToken);
        if (!traced)
        {
            return NoTrace;
        }

        // Whatever changed while the disk was written is met by the judge at its next look, within the second; a sign-in that ended is not.
        live.Add(new HeldSession(session, basis, permit?.Obligations ?? ObligationSet.BuiltIn));
        if (identified.SignIn.HasEnded)
        {
            var over = new Refusal(RefusalCode.SessionEnded, "You signed out, or your sign-in has ended. Sign in again.");
            live.End(id, EndReason.SignedOut, over);
            return over;
        }

        return session;
    }

    /// <summary>
    /// A page's first requests arrive together; they share one opening. The opening itself is not tied to one of them going away.
    /// </summary>
    private async ValueTask<Step<AccessSession>> GetOrOpenAsync(
        Verified verified, SessionKind kind, string place, SessionBasis? basis, Permit? permit, CancellationToken cancellationToken)
    {
        var signIn = verified.Identified.SignIn;
        if (live.Find(signIn, kind, place) is { } held)
        {
            return held.Session;
        }

        var key = (signIn.Id, kind, place);
        var opening = _underWay.GetOrAdd(key, _ => new Lazy<Task<Step<AccessSession>>>(
            () => OpenOnceAsync(key, verified, basis, permit)));
        try
        {
            return await opening.Value.WaitAsync(Deadline, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            return NoTrace;
        }
    }

    // It leaves when it is done, never with one who waited: whoever came after a waiter had gone would open another beside it.
    private async Task<Step<AccessSession>> OpenOnceAsync(
        (string SignIn, SessionKind Kind, string Place) key, Verified verified, SessionBasis? basis, Permit? permit)
    {
        try
        {
            // One that was under way when this was asked for may be done by now.
            return live.Find(verified.Identified.SignIn, key.Kind, key.Place) is { } held
                ? held.Session
                : await OpenAsync(verified, key.Kind, key.Place, basis, permit, CancellationToken.None);
        }
        finally
        {
            _underWay.TryRemove(key, out _);
        }
    }
}
