using System.Collections.Immutable;
using NodaTime;
using RemoteDev.Gateway.Catalog.Rules;

namespace RemoteDev.Gateway.Catalog.Edits;

/// <summary>Edits drafted and judged by every rule, but not made.</summary>
/// <param name="After">The catalogue as the edits would make it; meaningless while there are faults.</param>
/// <param name="TestsPassed">Test cases of the policy, when the policy is among the changes.</param>
internal sealed record CheckedEdit(
    CatalogSnapshot After, ImmutableArray<CatalogChange> Changes, ImmutableArray<CatalogFault> Faults, int TestsPassed)
{
    /// <summary>The version of the policy that was in force before; 0 when none was.</summary>
    public long Before { get; private init; }

    public static CheckedEdit Of(CatalogSnapshot before, IReadOnlyList<CatalogEdit> edits, Actor actor, DateTimeOffset now)
    {
        if (edits.Count > Limits.Entries)
        {
            return new CheckedEdit(before, [], [new CatalogFault("edits", $"there are {edits.Count} edits; at most {Limits.Entries} are made at once")], 0);
        }

        var faults = new List<CatalogFault>();
        var draft = new CatalogDraft(before);
        foreach (var edit in edits)
        {
            EditRules.Check(edit, faults);
            draft.Apply(edit, actor.Login, now);
        }

        faults.AddRange(draft.Faults);
        ActivationRules.Check(actor, before, edits, faults);
        var after = draft.Finish(before.Version + 1);
        var changes = CatalogDiff.Between(before, after);
        ReferenceRules.Check(before, after, faults);
        GuardRules.Check(actor, before, after, changes.Select(change => change.Path).ToHashSet(StringComparer.Ordinal), faults);

        // The policy's world can only be made of entries that hold together.
        if (faults.Count > 0)
        {
            return new CheckedEdit(after, changes, [.. faults.Distinct()], 0);
        }

        var bundle = PolicyRules.Check(before, after, changes, Instant.FromDateTimeOffset(now), faults, out var passed);
        return new CheckedEdit(bundle is null ? after : draft.Finish(after.Version, bundle), changes, [.. faults], passed)
        {
            Before = before.Policy?.Number ?? 0,
        };
    }
}
