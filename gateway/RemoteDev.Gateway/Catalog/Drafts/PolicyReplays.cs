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

    /// <summary>
    /// Asks a text; an answer that the policy in force gives as well is the catalogue's doing and is counted apart.
    /// </summary>
    /// <returns>What came of it; null with what keeps it from being worked out.</returns>
    public async Task<(PolicyReplayed? Replayed, ImmutableArray<CatalogFault> Faults)> RunAsync(
        string text, int days, TraceReader reader, CancellationToken cancellationToken)
    {
        var snapshot = catalog.Current;
        var trial = await work.RunAsync(reader.Login, _ => PolicyTrial.Load(snapshot, text), cancellationToken);
        return trial.Value?.Loaded is { } draft
            ? await AskAsync(snapshot, draft, new PolicyState(snapshot.Bundle, snapshot.World), days, reader, cancellationToken)
            : (null, trial.Value?.Faults ?? [trial.Fault!]);
    }

    /// <summary>Asks the policy in force: what it answers otherwise than was answered, since policy or catalogue changed.</summary>
    /// <returns>What came of it; null with what keeps it from being worked out.</returns>
    public Task<(PolicyReplayed? Replayed, ImmutableArray<CatalogFault> Faults)> RunInForceAsync(
        int days, TraceReader reader, CancellationToken cancellationToken) =>
        AskAsync(catalog.Current, catalog.Current.Bundle, null, days, reader, cancellationToken);

    private async Task<(PolicyReplayed? Replayed, ImmutableArray<CatalogFault> Faults)> AskAsync(
        CatalogSnapshot snapshot,
        PolicyBundle asked,
        PolicyState? beside,
        int days,
        TraceReader reader,
        CancellationToken cancellationToken)
    {
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
            token =>
            {
                var recorded = traced.Decisions.Select(one => Recorded(one, snapshot)).OfType<RecordedDecision>().ToList();
                var report = PolicyReplay.Run(new PolicyState(asked, snapshot.World), recorded, beside, token);
                return new PolicyReplayed(report, asked, snapshot.Bundle, since)
                {
                    IsCut = traced.IsCut, Meaningless = traced.Decisions.Count - recorded.Count,
                };
            },
            cancellationToken);
        return (worked.Value, worked.Fault is { } fault ? [fault] : []);
    }

    private static IPAddress Address(TracedDecision traced) => IPAddress.TryParse(traced.Source, out var source) ? source : IPAddress.None;

    private static RecordedDecision? Recorded(TracedDecision traced, CatalogSnapshot snapshot) =>
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
                Source = Address(traced),
                Networks = snapshot.NetworkIndex.NamesOf(Address(traced)),
                Origin = traced.Inside ? Origin.Inside : Origin.Outside,
                Protocol = traced.Git ? "git" : "http",
            }
            : null;
}
