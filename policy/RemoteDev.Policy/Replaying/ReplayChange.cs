using NodaTime;
using RemoteDev.Policy.Decisions;

namespace RemoteDev.Policy.Replaying;

/// <summary>Recorded decisions that a draft would answer differently, all in the same way.</summary>
public sealed record ReplayChange
{
    /// <summary>The answer that was given.</summary>
    public required VerdictKind Before { get; init; }

    /// <summary>The answer the draft gives.</summary>
    public required VerdictKind After { get; init; }

    /// <summary>The people in words.</summary>
    public required string Who { get; init; }

    /// <summary>The actions in words.</summary>
    public required string What { get; init; }

    /// <summary>The resources in words.</summary>
    public required string Where { get; init; }

    /// <summary>How many decisions.</summary>
    public required int Count { get; init; }

    /// <summary>The first of them.</summary>
    public required Instant First { get; init; }

    /// <summary>The last of them.</summary>
    public required Instant Last { get; init; }

    /// <summary>The logins, in ordinal order.</summary>
    public required IReadOnlyList<string> People { get; init; }

    /// <summary>
    /// The policies that gave the answer then. Where it was not recorded, those in force that give the same answer today; empty when
    /// none do, or when no policy in force was given.
    /// </summary>
    public required IReadOnlyList<string> BeforePolicyIds { get; init; }

    /// <summary>The draft's policies that give the new answer.</summary>
    public required IReadOnlyList<string> PolicyIds { get; init; }

    /// <summary>Why the draft denies it; null when it does not.</summary>
    public required DenialCause? Cause { get; init; }

    /// <summary>All of it in one sentence without a full stop.</summary>
    public required string Text { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
