using System.Collections.Immutable;
using RemoteDev.Cedar;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.Comparing;

/// <summary>One change of access: these people, actions, resources and times, all of them and nothing else.</summary>
public sealed record AccessChange
{
    /// <summary>How access changes.</summary>
    public required AccessChangeKind Kind { get; init; }

    /// <summary>The people in words: <c>acme (12 people)</c>. A vendor or a role is named only when all its people are meant.</summary>
    public required string Who { get; init; }

    /// <summary>The actions in words. A group is named only when the whole group is meant.</summary>
    public required string What { get; init; }

    /// <summary>The resources in words. A project is named only when everything in it is meant that the actions can be done to.</summary>
    public required string Where { get; init; }

    /// <summary>The times in words, in the zone of the window that opens and closes: <c>Sat 08:00-12:00 Africa/Lagos</c>.</summary>
    public required string When { get; init; }

    /// <summary>The circumstances in words, <c>from inside, over ssh</c>; empty when they make no difference.</summary>
    public required string Circumstances { get; init; }

    /// <summary>The obligations that change, <c>egress 50MiB/day -&gt; 100MiB/day</c>, or the consent that a gain needs; may be empty.</summary>
    public required string Details { get; init; }

    /// <summary>The logins, in ordinal order.</summary>
    public required ImmutableArray<string> People { get; init; }

    /// <summary>The actions, in the order of the schema.</summary>
    public required ImmutableArray<EntityUid> Actions { get; init; }

    /// <summary>
    /// The resources. Each action changes on those of its own types. The branch <c>payments/app:? ?</c> stands for every branch of the
    /// repository that no policy and no protection names.
    /// </summary>
    public required ImmutableArray<EntityUid> Resources { get; init; }

    /// <summary>The times, in order, within the week that was looked at.</summary>
    public required ImmutableArray<OpenSpan> Spans { get; init; }

    /// <summary>Whether it holds all week.</summary>
    public required bool IsAllWeek { get; init; }

    /// <summary>The policies that make the difference, by <c>@id</c>: those that permit now, or that forbid or permitted before.</summary>
    public required ImmutableArray<string> PolicyIds { get; init; }

    /// <summary>How many (person, action, resource) there are.</summary>
    public required long Count { get; init; }

    /// <summary>All of it in one sentence without a full stop.</summary>
    public required string Text { get; init; }

    /// <summary>What a context must be like: one value of each dimension that is listed.</summary>
    internal IReadOnlyList<Surveying.Constraint> Constraints { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Text;
}
