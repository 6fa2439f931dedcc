using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.StepUp;

/// <summary>What came of showing a second factor.</summary>
internal abstract record FactorOutcome
{
    private FactorOutcome()
    {
    }

    public T Match<T>(Func<Proven, T> proven, Func<Refused, T> refused) => this switch
    {
        Proven yes => proven(yes),
        Refused no => refused(no),
        _ => throw new InvalidOperationException("An outcome is one of its two cases."),
    };

    /// <summary>The sign-in is strong now; its cookie has a new value and the old one names nothing.</summary>
    /// <param name="CodesLeft">After a recovery code: how many are left.</param>
    internal sealed record Proven(Secret Cookie, int? CodesLeft) : FactorOutcome;

    /// <summary>Nothing changed.</summary>
    /// <param name="Until">With a lockout: when it may be tried again.</param>
    /// <param name="ClockHint">Several codes in a row were wrong: the phone's clock may be off.</param>
    /// <param name="LateBy">The code was right, so long ago: the phone's clock is behind.</param>
    internal sealed record Refused(Refusal Why, DateTimeOffset? Until = null, bool ClockHint = false, TimeSpan? LateBy = null) : FactorOutcome;
}
