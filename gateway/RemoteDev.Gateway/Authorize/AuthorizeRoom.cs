using RemoteDev.Cedar;
using RemoteDev.Gateway.Authorize.Decisions;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Authorize;

/// <summary>
/// The fourth door: may this be done, here, now? Asks policy, and answers with <see cref="Permitted"/> inside an access session, or
/// with policy's reasons. It opens access sessions (traced durably before anyone gets one) and never moves a byte. Deny by
/// default: without a policy, a person, a second factor or a writable trace there is no permission.
/// </summary>
internal sealed class AuthorizeRoom(RulesInForce rules, LiveSessions live, SessionOpening opening, TraceRoom trace, TimeProvider clock)
{
    private static readonly Refusal NoTrace = new(
        RefusalCode.TraceUnavailable, "The gateway cannot write its trace at the moment, so nothing may be opened. An administrator has to look at it.");

    private static readonly Refusal NoSession = new(
        RefusalCode.SessionEnded, "This session has ended. Open it again from the portal.");

    /// <summary>Judges one action inside the session that the identity continues.</summary>
    /// <returns>The permission, or why not: the session has ended, the trace is lost, or policy's answer.</returns>
    public Step<Permitted> Authorize(Verified verified, EntityUid action, EntityUid resource, AccessDetail detail)
    {
        var session = verified.Identified.Session;
        return session is null ? NoSession : Authorize(verified, session, action, resource, detail);
    }

    /// <summary>
    /// Judges one action of the portal or console. The console's session is opened with the first and lives as long as the sign-in.
    /// </summary>
    public async ValueTask<Step<Permitted>> AuthorizeConsoleAsync(Verified verified, EntityUid action, EntityUid resource, CancellationToken cancellationToken)
    {
        var session = await opening.ConsoleAsync(verified, cancellationToken);
        return session.Passed(out var open, out var refusal) ? Authorize(verified, open, action, resource, AccessDetail.Http) : refusal;
    }

    /// <summary>Enters an environment: continues the person's live session in it from the same browser, or opens one.</summary>
    public async ValueTask<Step<Permitted>> EnterEnvironmentAsync(Verified verified, string environment, CancellationToken cancellationToken)
    {
        var resource = Uids.Environment(environment);
        if (live.Find(verified.Identified.SignIn, SessionKind.Environment, environment) is { } held)
        {
            return Authorize(verified, held.Session, Actions.Browse, resource, AccessDetail.Http);
        }

        if (!Judge(Question.Of(verified, Actions.Browse, resource, AccessDetail.Http)).Passed(out var permit, out var no))
        {
            return no;
        }

        var basis = new SessionBasis(Actions.Browse, resource, AccessDetail.Http);
        var opened = await opening.EnvironmentAsync(verified, environment, basis, permit, cancellationToken);
        return opened.Passed(out var session, out var refusal) ? Permitted.By(verified, permit, session, AccessDetail.Http) : refusal;
    }

    /// <summary>
    /// Judges a git action. From inside it happens in the session the workload speaks for; from outside a git session of the
    /// person's own is opened with the first permitted action on a repository.
    /// </summary>
    public async ValueTask<Step<Permitted>> AuthorizeGitAsync(
        Verified verified, EntityUid action, EntityUid resource, string repository, CancellationToken cancellationToken)
    {
        if (verified.Identified.Session is { } inside)
        {
            return Authorize(verified, inside, action, resource, AccessDetail.Git);
        }

        if (!Judge(Question.Of(verified, action, resource, AccessDetail.Git)).Passed(out var permit, out var no))
        {
            return no;
        }

        var opened = await opening.GitAsync(verified, repository, permit, cancellationToken);
        return opened.Passed(out var session, out var refusal) ? Authorize(verified, session, action, resource, AccessDetail.Git) : refusal;
    }

    /// <summary>
    /// Reaches an environment over SSH: opens the session with the first of the actions that is permitted. None: policy's answer to the
    /// first.
    /// </summary>
    /// <param name="actions">At least one; any of them is reason enough to be connected, and each is asked again when it is done.</param>
    public async ValueTask<Step<Permitted>> ReachBySshAsync(
        Verified verified, IReadOnlyList<(EntityUid Action, AccessDetail Detail)> actions, string environment, CancellationToken cancellationToken)
    {
        var resource = Uids.Environment(environment);
        Refusal? first = null;
        foreach (var (action, detail) in actions)
        {
            if (!Judge(Question.Of(verified, action, resource, detail)).Passed(out var permit, out var no))
            {
                first ??= no;
                continue;
            }

            var opened = await opening.SshAsync(verified, environment, new SessionBasis(action, resource, detail), permit, cancellationToken);
            return opened.Passed(out var session, out var refusal) ? Authorize(verified, session, action, resource, detail) : refusal;
        }

        return first ?? throw new ArgumentException("Nothing was asked.", nameof(actions));
    }

    /// <summary>What policy would answer, without opening anything: for the portal's list of environments.</summary>
    public Verdict Preview(Verified verified, EntityUid action, EntityUid resource, AccessDetail detail)
    {
        var now = clock.GetUtcNow();
        var moment = rules.Now(now);
        return moment.Rules.Judge(Question.Of(verified, action, resource, detail), moment.Windows, now);
    }

    /// <summary>Judges one action inside a session that this person opened.</summary>
    public Step<Permitted> Authorize(Verified verified, AccessSession session, EntityUid action, EntityUid resource, AccessDetail detail)
    {
        if (session.HasEnded || live.Held(session.Id) is not { } held)
        {
            return session.Ending ?? NoSession;
        }

        if (!trace.IsHealthy)
        {
            return NoTrace;
        }

        var now = clock.GetUtcNow();
        var moment = rules.Now(now);
        var question = Question.Of(verified, action, resource, detail);
        if (held.Memo.Find(question, moment, now) is { } known)
        {
            return Permitted.By(verified, known, session, detail);
        }

        if (!moment.Judge(question, now).Passed(out var permit, out var no))
        {
            return no;
        }

        held.Memo.Remember(question, moment, now, permit);
        return Permitted.By(verified, permit, session, detail);
    }

    private Step<Permit> Judge(in Question question)
    {
        var now = clock.GetUtcNow();
        return rules.Now(now).Judge(question, now);
    }
}
