using System.Collections.Immutable;
using RemoteDev.Policy.Surveying;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.Comparing;

/// <summary>What changes for one person, action and resource in some circumstances, and when. Equal keys are equal pieces.</summary>
internal sealed record Piece(
    AccessChangeKind Kind, string Details, ImmutableArray<OpenSpan> Spans, IReadOnlyList<Constraint> Constraints, SortedSet<string> PolicyIds)
{
    public string Circumstances { get; } = string.Join(", ", Constraints.Select(constraint => constraint.Words));

    public string Key { get; } = $"{(int)Kind}|{Details}|{KeyOf(Spans)}|"
        + string.Join(", ", Constraints.Select(constraint => constraint.Words));

    /// <summary>Equal for equal spans.</summary>
    public static string KeyOf(ImmutableArray<OpenSpan> spans) =>
        string.Join(';', spans.Select(span => $"{span.Opens.ToUnixTimeTicks()}-{span.Closes.ToUnixTimeTicks()}"));
}
