using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Console.Policies.Words;

/// <summary>The words of the language and of our vocabulary, which are the same in every catalogue.</summary>
internal static class LanguageWords
{
    private static readonly string[] Durations = ["15m", "30m", "1h", "8h", "10h"];

    /// <summary>The texts that the gateway gives attributes, which the schema, to which they are texts like any other, does not say.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Texts { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["principal.employer"] = ["client"],
        ["resource.kind"] = ["code-server"],
        ["context.mfa.method"] = ["totp", "passkey", "none"],
        ["context.origin"] = ["inside", "outside"],
        ["context.protocol"] = ["http", "ssh", "git", "desktop"],
    };

    public static IReadOnlyDictionary<string, ShapeWords> Shapes { get; } =
        VocabularySchema.Variables.ToDictionary(pair => pair.Key, pair => Shape(pair.Key, pair.Value), StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, IReadOnlyList<MethodWords>> Methods { get; } = new Dictionary<string, IReadOnlyList<MethodWords>>(StringComparer.Ordinal)
    {
        ["set"] =
        [
            new("contains", "has this element", Takes: true), new("containsAll", "has every element of that set", Takes: true),
            new("containsAny", "has an element of that set", Takes: true), new("isEmpty", "has none", Takes: false),
        ],
        ["ip"] =
        [
            new("isInRange", "lies in that range", Takes: true), new("isIpv4", "is IPv4", Takes: false), new("isIpv6", "is IPv6", Takes: false),
            new("isLoopback", "is loopback", Takes: false), new("isMulticast", "is multicast", Takes: false),
        ],
        ["datetime"] =
        [
            new("offset", "later by a duration", Takes: true), new("durationSince", "time since another", Takes: true),
            new("toDate", "its day, in UTC", Takes: false), new("toTime", "its time of day, in UTC", Takes: false),
        ],
        ["duration"] =
        [
            new("toMinutes", "whole minutes", Takes: false), new("toHours", "whole hours", Takes: false), new("toDays", "whole days", Takes: false),
            new("toSeconds", "whole seconds", Takes: false), new("toMilliseconds", "milliseconds", Takes: false),
        ],
    };

    public static IReadOnlyList<FunctionWords> Functions { get; } =
    [
        new("datetime", "an instant", "2030-12-31"), new("duration", "a length of time", "8h"),
        new("ip", "an address or a range", "10.0.0.0/8"), new("decimal", "a decimal number", "1.5"),
    ];

    public static IReadOnlyList<ValuedWord> Annotations { get; } =
    [
        new("id", "the policy's name, unique"), new("reason", "why, in words that people are shown"),
        new("record", "how much is recorded", "full", "input-off", "metadata"), new("egress", "how many bytes may leave", "50MiB/day", "5MiB/session"),
        new("mfa", "how old the second factor may be", Durations), new("approve", "whose consent it needs", "1 of role:lead"),
        new("terminal", "what terminals may show beyond text", "none", "sixel, kitty", "notifications"),
        new("watermark", "marks the screen", "true"), new("notify", "who is told", "security"),
        new("idle", "ends after nothing was done for", Durations), new("session", "ends after", Durations),
    ];

    public static IReadOnlyList<ValuedWord> Cases { get; } =
    [
        new("name", "what must hold, as a sentence"), new("person", "a login"), new("at", "when", "Tue 09:30 Africa/Lagos", "Sat 12:00 Africa/Lagos"),
        new("action", "what"), new("resource", "on what"), new("expect", "the answer", "permit", "deny", "needs-mfa", "needs-approval"),
        new("because", "the policies that decide"), new("says", "words of the explanation"), new("obligations", "what it obliges to"),
        new("mfa", "age of the second factor", "none", "5m", "24h"), new("origin", "from where", "inside", "outside"),
        new("protocol", "by which protocol", "http", "ssh", "git", "desktop"), new("port", "which port"), new("attestations", "what is on file"),
        new("ip", "from which address"), new("networks", "which networks it is in"), new("country", "its country, two capitals"),
        new("device", "what the device proves", "certificate", "managed"),
    ];

    private static ShapeWords Shape(string path, VocabularyShape shape) => new(shape.Type, Key(shape.Kind))
    {
        Optional = shape.IsOptional,
        Of = shape.Attributes.Count == 0
            ? null
            : shape.Attributes.ToDictionary(pair => pair.Key, pair => Shape($"{path}.{pair.Key}", pair.Value), StringComparer.Ordinal),
        Values = Texts.GetValueOrDefault(path),
    };

    // As the editor's script spells the kinds, and Methods with it.
    private static string Key(VocabularyKind kind) => kind switch
    {
        VocabularyKind.Bool => "bool",
        VocabularyKind.Long => "long",
        VocabularyKind.Text => "text",
        VocabularyKind.Set => "set",
        VocabularyKind.Record => "record",
        VocabularyKind.Ip => "ip",
        VocabularyKind.Decimal => "decimal",
        VocabularyKind.Datetime => "datetime",
        VocabularyKind.Duration => "duration",
        _ => "entity",
    };
}
