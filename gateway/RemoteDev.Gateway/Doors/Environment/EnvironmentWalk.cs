using System.Collections.Concurrent;
using RemoteDev.Cedar;
using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain;
using RemoteDev.Gateway.Contain.Http;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Doors.Environment;

/// <summary>The walk of a request to an environment: identify, step up, what would it do, may it, within which bounds.</summary>
internal sealed class EnvironmentWalk(IdentifyRoom identify, StepUpRoom stepUp, AuthorizeRoom authorize, ContainRoom contain)
{
    private readonly ConcurrentDictionary<string, EntityUid> _resources = new(StringComparer.Ordinal);

    public WalkOutcome Go(HttpContext context, Connection connection, EnvironmentEntry environment)
    {
        if (!identify.FromEnvironment(connection, context.Request).Passed(out var identified, out var refusal))
        {
            return new WalkOutcome("identify", default) { Refusal = refusal };
        }

        var who = new WalkOutcome("step-up", default) { Login = identified.Login, Session = identified.Session!.Id };
        if (!stepUp.Verify(identified).Passed(out var verified, out refusal))
        {
            return who with { Refusal = refusal };
        }

        var verdict = contain.Judge(context, environment);
        who = who with { Room = "contain", Verdict = verdict };
        if (verdict.IsRefused(out refusal))
        {
            return who with { Refusal = refusal };
        }

        who = who with { Room = "authorize" };
        var detail = new AccessDetail("http", verdict.Port);
        if (!authorize.Authorize(verified, Action(verdict), Resource(environment.Name), detail).Passed(out var permitted, out refusal))
        {
            return who with { Refusal = refusal };
        }

        if (verdict.Kind == RouteKind.Redirect)
        {
            return who;
        }

        return contain.Http(permitted, context, environment, verdict).Passed(out var exchange, out refusal)
            ? who with { Room = "forward", Exchange = exchange }
            : who with { Room = "contain", Refusal = refusal };
    }

    /// <summary>For the gateway's own paths on the environment's origin: whether another origin's page asked.</summary>
    public Refusal? Foreign(HttpContext context, EnvironmentEntry environment) => contain.Foreign(context, environment);

    private static EntityUid Action(in RouteVerdict verdict) => verdict.Action switch
    {
        ContainedActions.Browse => Actions.Browse,
        ContainedActions.Download => Actions.Download,
        ContainedActions.ForwardPort => Actions.ForwardPort,
        var other => throw new InvalidOperationException($"Containment named '{other}', which is no action."),
    };

    private EntityUid Resource(string name) => _resources.GetOrAdd(name, static known => Uids.Environment(known));
}
