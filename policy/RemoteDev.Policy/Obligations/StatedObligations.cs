using System.Collections.Immutable;

namespace RemoteDev.Policy.Obligations;

/// <summary>What one policy says in its annotations. A key that is null or empty is not said.</summary>
public sealed record StatedObligations
{
    /// <summary>Says nothing.</summary>
    public static StatedObligations Nothing { get; } = new();

    /// <summary><c>@record</c>.</summary>
    public RecordMode? Record { get; init; }

    /// <summary><c>@egress</c>.</summary>
    public EgressBudget? Egress { get; init; }

    /// <summary><c>@mfa</c>: the greatest age of the second factor.</summary>
    public TimeSpan? MfaMaxAge { get; init; }

    /// <summary><c>@approve</c>.</summary>
    public ApprovalRule? Approve { get; init; }

    /// <summary><c>@terminal</c>.</summary>
    public TerminalExtras? Terminal { get; init; }

    /// <summary><c>@watermark</c>.</summary>
    public bool Watermark { get; init; }

    /// <summary><c>@notify</c>: names of channels.</summary>
    public ImmutableArray<string> Notify { get; init; } = [];

    /// <summary><c>@idle</c>: the longest silence.</summary>
    public TimeSpan? Idle { get; init; }

    /// <summary><c>@session</c>: the longest session.</summary>
    public TimeSpan? Session { get; init; }
}
