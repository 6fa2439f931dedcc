using System.Collections.Immutable;
using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Obligations;

namespace RemoteDev.Policy.Testing;

/// <summary>One test of a policy: a request, and the answer it must get.</summary>
public sealed record PolicyCase
{
    /// <summary>What it shows.</summary>
    public required string Name { get; init; }

    /// <summary>The file it is written in.</summary>
    public required string File { get; init; }

    /// <summary>The line it begins on.</summary>
    public required int Line { get; init; }

    /// <summary>The login of the person who asks.</summary>
    public required string Person { get; init; }

    /// <summary>When; of a case about a whole week its first instant.</summary>
    public required CaseMoment At { get; init; }

    /// <summary>
    /// The hours of the week in which the answer must be the expected one, and outside of which it must be another: the case is about
    /// every instant of the week. Null, the usual case, is about one instant.
    /// </summary>
    public CaseHours? During { get; init; }

    /// <summary>What is asked.</summary>
    public required EntityUid Action { get; init; }

    /// <summary>Of what.</summary>
    public required EntityUid Resource { get; init; }

    /// <summary>The circumstances; the instant in it is set when the case runs.</summary>
    public required DecisionContext Context { get; init; }

    /// <summary>
    /// What is on file for the person in this case, in the place of what the world says. A null instant means not on file.
    /// </summary>
    public ImmutableDictionary<string, Instant?> Attestations { get; init; } = ImmutableDictionary<string, Instant?>.Empty;

    /// <summary>The answer.</summary>
    public required VerdictKind Expect { get; init; }

    /// <summary>The policies that must decide, exactly; null does not ask.</summary>
    public ImmutableArray<string>? Because { get; init; }

    /// <summary>Obligations the permit must have; what is not said is not asked.</summary>
    public StatedObligations Obligations { get; init; } = StatedObligations.Nothing;

    /// <summary>Words the explanation of a denial must contain.</summary>
    public string? Says { get; init; }
}
