using System.Collections.Immutable;

namespace RemoteDev.Policy.Obligations;

/// <summary>Everything a permit obliges to: each key has a value. Compared by value, so that a change can be noticed.</summary>
public sealed record ObligationSet
{
    /// <summary>
    /// What holds when neither a policy nor a project says otherwise: full recording, 10 MiB a day, a second factor of at most 8 hours,
    /// 30 minutes of silence, 10 hours of session, and terminals of text alone.
    /// </summary>
    public static ObligationSet BuiltIn { get; } = new()
    {
        Record = RecordMode.Full,
        Egress = new EgressBudget(PerDay: 10L << 20, PerSession: null),
        MfaMaxAge = TimeSpan.FromHours(8),
        Idle = TimeSpan.FromMinutes(30),
        Session = TimeSpan.FromHours(10),
    };

    /// <summary>What is recorded.</summary>
    public required RecordMode Record { get; init; }

    /// <summary>How many bytes may leave.</summary>
    public required EgressBudget Egress { get; init; }

    /// <summary>The greatest age of the second factor.</summary>
    public required TimeSpan MfaMaxAge { get; init; }

    /// <summary>Consents that are all needed.</summary>
    public ImmutableArray<ApprovalRule> Approvals { get; init; } = [];

    /// <summary>What terminals may show beyond text.</summary>
    public TerminalExtras Terminal { get; init; }

    /// <summary>Whether the screen carries the person's name.</summary>
    public bool Watermark { get; init; }

    /// <summary>Channels that are told, each once, in ordinal order.</summary>
    public ImmutableArray<string> Notify { get; init; } = [];

    /// <summary>The longest silence before the session ends.</summary>
    public required TimeSpan Idle { get; init; }

    /// <summary>The longest session.</summary>
    public required TimeSpan Session { get; init; }

    /// <summary>
    /// The strictest of each key over the policies that permit; a key that none of them says is the project's. More policies can only
    /// make the result stricter than the policies that were there, never looser.
    /// </summary>
    public static ObligationSet Strictest(ReadOnlySpan<StatedObligations> permits, ObligationSet projectDefault)
    {
        var strictest = new StrictestObligations(projectDefault);
        foreach (var permit in permits)
        {
            strictest.Add(permit);
        }

        return strictest.Result();
    }

    /// <inheritdoc/>
    public bool Equals(ObligationSet? other) =>
        other is not null && Record == other.Record && Egress == other.Egress && MfaMaxAge == other.MfaMaxAge
        && Terminal == other.Terminal && Watermark == other.Watermark && Idle == other.Idle && Session == other.Session
        && Approvals.SequenceEqual(other.Approvals) && Notify.SequenceEqual(other.Notify, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Record, Egress, MfaMaxAge, (Terminal, Watermark), Idle, Session, Approvals.Length, Notify.Length);
}
