using System.Collections.Immutable;
using RemoteDev.Cedar;
using RemoteDev.Policy.Decisions;

namespace RemoteDev.Policy.Previewing;

/// <summary>What a preview looks at. An empty list means all there are.</summary>
/// <param name="Context">When, and in which circumstances.</param>
public sealed record PreviewQuestion(DecisionContext Context)
{
    /// <summary>Logins.</summary>
    public ImmutableArray<string> People { get; init; } = [];

    /// <summary>Actions, without groups.</summary>
    public ImmutableArray<EntityUid> Actions { get; init; } = [];

    /// <summary>Resources. All there are does not include branches, of which there is no list.</summary>
    public ImmutableArray<EntityUid> Resources { get; init; } = [];
}
