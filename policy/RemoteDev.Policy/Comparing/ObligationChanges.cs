using RemoteDev.Policy.Obligations;
using RemoteDev.Policy.Surveying;

namespace RemoteDev.Policy.Comparing;

/// <summary>Says how one outcome differs from another.</summary>
internal static class ObligationChanges
{
    /// <summary>Nothing when both deny or both permit with the same obligations.</summary>
    public static IReadOnlyList<Difference> Between(Outcome before, Outcome after) => (before.Obligations, after.Obligations) switch
    {
        (null, null) => [],
        (null, { } gained) => [new Difference(AccessChangeKind.Gain, Consent(gained))],
        ({ } lost, null) => [new Difference(AccessChangeKind.Loss, Consent(lost))],
        ({ } was, { } becomes) => was.Equals(becomes) ? [] : Compare(was, becomes),
    };

    /// <summary>What of one set is weaker in the other, in words; empty when nothing is.</summary>
    public static string Looser(ObligationSet was, ObligationSet becomes) => string.Join(", ", Weaker(was, becomes));

    private static string Consent(ObligationSet obligations) => obligations.Approvals.IsEmpty
        ? ""
        : $"with the consent of {string.Join(" and of ", obligations.Approvals)}";

    private static List<Difference> Compare(ObligationSet was, ObligationSet becomes)
    {
        var differences = new List<Difference>(2);
        if (Looser(was, becomes) is { Length: > 0 } loosened)
        {
            differences.Add(new Difference(AccessChangeKind.Loosened, loosened));
        }

        // What is weaker the other way round was tightened; the words say the change in its own direction.
        if (string.Join(", ", Weaker(becomes, was, isReversed: true)) is { Length: > 0 } tightened)
        {
            differences.Add(new Difference(AccessChangeKind.Tightened, tightened));
        }

        return differences;
    }

    private static IEnumerable<string> Weaker(ObligationSet strong, ObligationSet weak, bool isReversed = false)
    {
        if (weak.Record > strong.Record)
        {
            yield return Words("record", Word(strong.Record), Word(weak.Record));
        }

        if (IsMore(weak.Egress.PerDay, strong.Egress.PerDay))
        {
            yield return Words("egress", Size(strong.Egress.PerDay, "day"), Size(weak.Egress.PerDay, "day"));
        }

        if (IsMore(weak.Egress.PerSession, strong.Egress.PerSession))
        {
            yield return Words("egress", Size(strong.Egress.PerSession, "session"), Size(weak.Egress.PerSession, "session"));
        }

        foreach (var (name, was, becomes) in new[] { ("mfa", strong.MfaMaxAge, weak.MfaMaxAge), ("idle", strong.Idle, weak.Idle), ("session", strong.Session, weak.Session) })
        {
            if (becomes > was)
            {
                yield return Words(name, Quantity.Duration(was), Quantity.Duration(becomes));
            }
        }

        if ((weak.Terminal & ~strong.Terminal) is not TerminalExtras.None and var extras)
        {
            yield return isReversed ? $"terminal without {TerminalWords.Of(extras)}" : $"terminal with {TerminalWords.Of(extras)}";
        }

        if (strong.Watermark && !weak.Watermark)
        {
            yield return isReversed ? "watermark" : "no watermark";
        }

        foreach (var rule in strong.Approvals.Except(weak.Approvals))
        {
            yield return isReversed ? $"needs the consent of {rule}" : $"no consent of {rule}";
        }

        foreach (var channel in strong.Notify.Except(weak.Notify, StringComparer.Ordinal))
        {
            yield return isReversed ? $"notifies {channel}" : $"does not notify {channel}";
        }

        string Words(string name, string strict, string loose) => isReversed ? $"{name} {loose} -> {strict}" : $"{name} {strict} -> {loose}";
    }

    private static bool IsMore(long? a, long? b) => b is { } limit && (a is null || a > limit);

    private static string Size(long? bytes, string per) => bytes switch
    {
        null => $"no limit per {per}",
        0 => "none",
        { } limit => (per == "day" ? new EgressBudget(limit, null) : new EgressBudget(null, limit)).ToString(),
    };

    private static string Word(RecordMode mode) => mode switch
    {
        RecordMode.Full => "full",
        RecordMode.InputOff => "input-off",
        _ => "metadata",
    };
}
