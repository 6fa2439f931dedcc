using NodaTime;
using NodaTime.Text;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Policy.Explaining.Obstacles;

/// <summary>Says claims about the circumstances that do not hold, as what would have to be.</summary>
internal static class ContextWords
{
    private static readonly InstantPattern Minute = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm 'UTC'");

    /// <summary>The words; null when there are none for such a claim.</summary>
    public static Phrase? Of(Claim claim, Instant now) => (claim.Subject, claim.Relation, claim.Value) switch
    {
        ("context.mfa.age", Relation.Less, DurationValue age) => Factor(age, "younger than {0}"),
        ("context.mfa.age", Relation.AtMost, DurationValue age) => Factor(age, "at most {0} old"),
        ("context.mfa.method", Relation.Equal, StringValue { Value: "passkey" }) when claim.Wanted => Own("needs a passkey as second factor"),
        ("context.mfa.method", Relation.Equal, StringValue method) =>
            Own($"needs {(claim.Wanted ? "" : "another second factor than ")}{method.Value}{(claim.Wanted ? " as second factor" : "")}"),
        ("context.origin", Relation.Equal, StringValue { Value: "inside" or "outside" } origin) => Around(
            origin.Value == "inside" == claim.Wanted ? "needs to come from inside an environment" : "needs to come from outside, not from an environment"),
        ("context.device.managed", Relation.True, _) => Around(claim.Wanted ? "needs a managed device" : "needs a device that is not managed"),
        ("context.device.certificate", Relation.True, _) =>
            Around(claim.Wanted ? "needs a device with a certificate" : "needs a device without a certificate"),
        ("context.protocol", Relation.Equal, StringValue protocol) => Around($"needs {(claim.Wanted ? "" : "another ")}protocol{(claim.Wanted ? "" : " than")} {protocol.Value}"),
        ("context.source.networks", Relation.Contains, StringValue network) => Around($"needs {(claim.Wanted ? "an" : "no")} address in network {network.Value}"),
        ("context.source.country", Relation.Present, _) => Around(claim.Wanted ? "needs an address of a known country" : "is for addresses of no known country"),
        ("context.source.country", Relation.Equal, StringValue country) => Around($"needs an address in {(claim.Wanted ? "" : "another ")}country{(claim.Wanted ? "" : " than")} {country.Value}"),
        ("context.source.ip", Relation.In, _) => Around($"needs {(claim.Wanted ? "an" : "no")} address in {claim.Text}"),
        ("context.port", Relation.Present, _) => Own(claim.Wanted ? "needs a port" : "is for what has no port"),
        ("context.port", Relation.Equal, LongValue port) => Own($"needs {(claim.Wanted ? "" : "another ")}port{(claim.Wanted ? "" : " than")} {port.Value}"),
        ("context.ticket", Relation.Present, _) => Own(claim.Wanted ? "needs a ticket" : "is for requests without a ticket"),
        ("context.ticket", Relation.Like, _) => Own($"needs a ticket {(claim.Wanted ? "" : "not ")}like {claim.Text}"),
        ("context.approval.granted", Relation.True, _) when claim.Wanted => new Phrase("needs someone else's approval", Nearness.Consent),
        ("context.approval.by", Relation.Contains, _) when claim.Wanted => new Phrase("needs the approval of a certain person", Nearness.Consent),
        ("context.now", Relation.More or Relation.AtLeast, DatetimeValue from) when At(from) is { } at && at > now =>
            new Phrase($"begins {Minute.Format(at)}", Nearness.Time, at),
        ("context.now", Relation.Less or Relation.AtMost, DatetimeValue until) when At(until) is { } at => new Phrase($"ended {Minute.Format(at)}", Nearness.Never),
        _ => null,
    };

    /// <summary>What is said of a second factor that is not fresh enough.</summary>
    public static Phrase Factor(TimeSpan youngerThan) => Own($"needs a second factor younger than {Length(youngerThan)}");

    private static Phrase Factor(DurationValue age, string words) =>
        Own("needs a second factor " + words.Replace("{0}", Length(TimeSpan.FromMilliseconds(Math.Clamp(age.Milliseconds, 0, 1L << 45))), StringComparison.Ordinal));

    private static Phrase Own(string words) => new(words, Nearness.Own);

    private static Phrase Around(string words) => new(words, Nearness.Surroundings);

    private static Instant? At(DatetimeValue value) =>
        value.UnixMilliseconds is > -62_000_000_000_000 and < 250_000_000_000_000 ? Instant.FromUnixTimeMilliseconds(value.UnixMilliseconds) : null;

    private static string Length(TimeSpan length) => length switch
    {
        { TotalDays: >= 2 } => FormattableString.Invariant($"{length.TotalDays:0.#} days"),
        { TotalHours: >= 2 } => FormattableString.Invariant($"{length.TotalHours:0.#} hours"),
        { TotalMinutes: >= 2 } => FormattableString.Invariant($"{length.TotalMinutes:0.#} minutes"),
        _ => FormattableString.Invariant($"{length.TotalSeconds:0.#} seconds"),
    };
}
