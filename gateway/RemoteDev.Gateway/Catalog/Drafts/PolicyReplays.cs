using System.Collections.Immutable;
using System.Net;
using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Gateway.Catalog.Rules;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Reading;
using RemoteDev.Policy.Comparing;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Replaying;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>Asks a policy what was really asked of the gateway in the last days, and says which answers would have been others.</summary>
internal sealed class PolicyReplays(CatalogRoom catalog, DecisionQuery decisions, PolicyWork work, TimeProvider clock)
{
    /// <summary>Longer ago nobody remembers the circumstances.</summary>
    public const int MostDays = 90;

    private static readonly DateTimeOffset Never = DateTimeOffset.UnixEpoch;

    /// <summary>The report; null with what keeps it from being made.</summary>
    public async Task<(ReplayReport? Report, ImmutableArray<CatalogFault> Faults)> RunAsync(
        string text, int days, TraceReader reader, CancellationToken cancellationToken)
    {
        var snapshot = catalog.Current;
        var trial = await work.RunAsync(reader.Login, _ => PolicyTrial.Load(snapshot, text), cancellationToken);
        if (trial.Value?.Loaded is not { } draft)
        {
            return (null, trial.Value?.Faults ?? [trial.Fault!]);
        }

        if (days is < 1 or > MostDays)
        {
            return (null, [new CatalogFault("days", $"must be from 1 to {MostDays}")]);
        }

        var now = clock.GetUtcNow();
        var since = now - Never > TimeSpan.FromDays(days) ? now.AddDays(-days) : Never;
        if (!(await decisions.SinceAsync(since, reader, cancellationToken)).Passed(out var traced, out var refusal))
        {
            return (null, [new CatalogFault("trace", refusal.Reason)]);
        }

        var worked = await work.RunAsync(
            reader.Login,
            token => PolicyReplay.Run(
                new PolicyState(draft, snapshot.World),
                traced.Select(Recorded).OfType<RecordedDecision>(),
                new PolicyState(snapshot.Bundle, snapshot.World),
                token),
            cancellationToken);
        return (worked.Value, worked.Fault is { } fault ? [fault] : []);
    }

    private static RecordedDecision? Recorded(TracedDecision traced) =>
        Actions.Find(traced.Action) is { } action && EntityUid.TryCreate($"RemoteDev::{traced.ResourceType}", traced.ResourceId, out var resource)
            ? new RecordedDecision
            {
                Person = traced.Login,
                Action = action.Uid,
                Resource = resource,
                At = Instant.FromDateTimeOffset(traced.At),
                Verdict = traced.Refusal switch
                {
                    null => VerdictKind.Permitted,
                    RefusalCode.MfaNeeded => VerdictKind.NeedsMfa,
                    RefusalCode.ApprovalNeeded => VerdictKind.NeedsApproval,
                    _ => VerdictKind.Denied,
                },
                PolicyIds = traced.Policies,
                Source = IPAddress.TryParse(traced.Source, out var source) ? source : IPAddress.None,
                Origin = traced.Inside ? Origin.Inside : Origin.Outside,
                Protocol = traced.Git ? "git" : "http",
            }
            : null;
}
