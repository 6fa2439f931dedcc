using RemoteDev.Cedar;
using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Authorize.Decisions;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Egress;
using RemoteDev.Gateway.Journey;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Console.Portal;

/// <summary>
/// The environments that concern a person. One that policy would not open to them in any hour or with any factor does not
/// concern them: it is not listed, and its name not told.
/// </summary>
internal sealed class EnvironmentOutlooks(
    AuthorizeRoom authorize, RulesInForce rules, CatalogRoom catalog, LiveSessions live, EgressLedger egress, TimeProvider clock)
{
    private const int MostEdges = 64;

    private static readonly TimeSpan Horizon = TimeSpan.FromHours(26);

    public IReadOnlyList<EnvironmentOutlook> Of(Verified verified)
    {
        var snapshot = catalog.Current;
        return [.. snapshot.Environments.Values
            .OrderBy(environment => environment.DisplayName, StringComparer.OrdinalIgnoreCase)
            .Select(environment => Of(verified, environment, snapshot))
            .OfType<EnvironmentOutlook>()];
    }

    private EnvironmentOutlook? Of(Verified verified, EnvironmentEntry environment, CatalogSnapshot snapshot)
    {
        var (action, detail) = Entrance(environment);
        var verdict = authorize.Preview(verified, action, Uids.Environment(environment.Name), detail);
        if (!Concerns(verdict))
        {
            return null;
        }

        var login = verified.Identified.Login;
        var session = live.All.FirstOrDefault(held =>
            ReferenceEquals(held.SignIn, verified.Identified.SignIn) && held.Kind is SessionKind.Environment or SessionKind.Ssh && held.Place == environment.Name);
        var project = snapshot.Projects.GetValueOrDefault(environment.Project)?.DisplayName ?? environment.Project;
        var used = egress.Account(login, environment.Name).Used(egress.Today);
        if (!verdict.IsPermitted(out var permit))
        {
            return new EnvironmentOutlook(environment, project, VerdictWords.Refuse(verdict), null, null, null, null, used, HasTerminal(verified, environment));
        }

        var closing = Closing(verified, environment);
        return new EnvironmentOutlook(
            environment, project, null, session?.ClosesAt ?? closing?.At, closing?.Zone, session, permit.Obligations.Egress.PerDay, used,
            HasTerminal(verified, environment));
    }

    /// <summary>What a person does first there.</summary>
    private static (EntityUid Action, AccessDetail Detail) Entrance(EnvironmentEntry environment) =>
        environment.IsForBrowsers ? (Actions.Browse, AccessDetail.Http) : (Actions.OpenTerminal, AccessDetail.Ssh);

    private bool HasTerminal(Verified verified, EnvironmentEntry environment) =>
        environment.Ssh is not null
        && authorize.Preview(verified, Actions.OpenTerminal, Uids.Environment(environment.Name), AccessDetail.Ssh).IsPermitted(out _);

    /// <summary>Whether policy would ever say yes: in another hour, with another factor, or now.</summary>
    internal static bool Concerns(Verdict verdict) => verdict.Match(
        _ => true,
        _ => true,
        _ => true,
        denial => denial.Cause != DenialCause.Unknown && (denial.Explanation.WouldPermit.Count > 0 || denial.Explanation.OpensAt is not null));

    private (DateTimeOffset At, string? Zone)? Closing(Verified verified, EnvironmentEntry environment)
    {
        var now = clock.GetUtcNow();
        var (action, detail) = Entrance(environment);
        var question = Question.Of(verified, action, Uids.Environment(environment.Name), detail);
        var moment = rules.Now(now);
        for (var i = 0; i < MostEdges && moment.Windows.ChangesAt is { } changes; i++)
        {
            var at = changes.ToDateTimeOffset();
            if (at > now + Horizon)
            {
                break;
            }

            moment = RulesInForce.At(moment, at);
            var fresh = question with { Mfa = verified.Mfa with { At = at } };
            var verdict = moment.Rules.Judge(fresh, moment.Windows, at);
            if (!verdict.IsPermitted(out _))
            {
                return (at, VerdictWords.Refuse(verdict).WindowZone);
            }
        }

        return null;
    }
}
