namespace RemoteDev.Cedar.Validation;

/// <summary>
/// Gathers what is found in one policy. The policy is typed for many kinds of request, and the same thing found for several of them is
/// one finding.
/// </summary>
internal sealed class FindingLog(CedarPolicy policy)
{
    /// <summary>Past this many findings in one policy, more help nobody.</summary>
    public const int MaxFindings = 50;

    private readonly Dictionary<(SourceSpan Span, FindingCode Code, string Message), Entry> _entries = [];

    public bool HasErrors { get; private set; }

    /// <summary>How many kinds of request the policy was typed for.</summary>
    public int Kinds { get; private set; }

    /// <summary>The kind of request that is being looked at; null when what is found holds for all.</summary>
    public RequestKind? Kind { get; private set; }

    public void BeginKind(RequestKind kind)
    {
        Kind = kind;
        Kinds++;
    }

    public void EndKinds() => Kind = null;

    public void Error(SourceSpan span, FindingCode code, string message) => Add(span, isError: true, code, message);

    public void Warn(SourceSpan span, FindingCode code, string message) => Add(span, isError: false, code, message);

    /// <summary>What is written at <paramref name="span"/> when that is short, for messages that repeat it.</summary>
    public string Quote(SourceSpan span)
    {
        const int Longest = 60;
        var text = span.Length is > 0 and <= Longest ? policy.TextOf(span) : "";
        return text.Length > 0 && !text.AsSpan().ContainsAny('\r', '\n', '`') ? text : "…";
    }

    /// <summary>The findings in the order of the text.</summary>
    public IEnumerable<Finding> Findings() =>
        from pair in _entries
        let entry = pair.Value
        orderby pair.Key.Span.Start, entry.Order
        let circumstance = entry.Kind is { } kind && entry.Count < Kinds ? $" ({kind.Phrase})" : ""
        select Finding.OfPolicy(policy, pair.Key.Span, pair.Key.Code, pair.Key.Message + circumstance, entry.IsError);

    private void Add(SourceSpan span, bool isError, FindingCode code, string message)
    {
        HasErrors |= isError;
        if (_entries.TryGetValue((span, code, message), out var entry))
        {
            entry.Count += entry.LastKind == Kind ? 0 : 1;
            entry.LastKind = Kind;
        }
        else if (_entries.Count < MaxFindings)
        {
            _entries.Add((span, code, message), new Entry { IsError = isError, Order = _entries.Count, Kind = Kind, LastKind = Kind });
        }
    }

    private sealed class Entry
    {
        public required bool IsError { get; init; }

        public required int Order { get; init; }

        /// <summary>The first kind of request it was found for.</summary>
        public required RequestKind? Kind { get; init; }

        public required RequestKind? LastKind { get; set; }

        public int Count { get; set; } = 1;
    }
}
