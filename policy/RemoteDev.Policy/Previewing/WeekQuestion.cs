using System.Collections.Immutable;
using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Policy.Decisions;

namespace RemoteDev.Policy.Previewing;

/// <summary>Whose week is looked at, and what they would do. An empty list of people, roles and vendors means everyone.</summary>
/// <param name="From">The beginning of the week, usually a Monday's midnight.</param>
public sealed record WeekQuestion(Instant From)
{
    /// <summary>Logins.</summary>
    public ImmutableArray<string> People { get; init; } = [];

    /// <summary>Everyone who holds one of these roles.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Everyone who works for one of these vendors, or for a subcontractor of it.</summary>
    public ImmutableArray<string> Vendors { get; init; } = [];

    /// <summary>Actions; a group stands for its members. None means all.</summary>
    public ImmutableArray<EntityUid> Actions { get; init; } = [];

    /// <summary>Resources; a project stands for itself and everything in it but branches, of which there is no list. None means all.</summary>
    public ImmutableArray<EntityUid> Resources { get; init; } = [];

    /// <summary>The circumstances; its instant is not looked at. Null is a fresh second factor, from outside, over HTTP.</summary>
    public DecisionContext? Circumstances { get; init; }
}
