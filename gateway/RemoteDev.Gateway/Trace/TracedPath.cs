using System.Text.Json.Serialization;

namespace RemoteDev.Gateway.Trace;

/// <summary>
/// A request target on its way into the trace. It can only come out redacted, so no caller can forget to; the redaction
/// runs on the trace's own thread.
/// </summary>
[JsonConverter(typeof(TracedPathConverter))]
internal readonly struct TracedPath : IEquatable<TracedPath>
{
    private readonly string? _raw;
    private readonly string? _query;
    private readonly bool _isRedacted;

    private TracedPath(string? raw, string? query, bool isRedacted)
    {
        _raw = raw;
        _query = query;
        _isRedacted = isRedacted;
    }

    /// <summary>Takes a request target as it arrived, for instance <c>/a/b?x=1</c>.</summary>
    public static TracedPath Of(string target) => new(target, null, isRedacted: false);

    /// <summary>Takes a path and a query that begins with <c>?</c> or is empty.</summary>
    public static TracedPath Of(string? path, string? query) => new(path, query, isRedacted: false);

    /// <summary>Takes what was read from the trace.</summary>
    public static TracedPath AsTraced(string text) => new(text, null, isRedacted: true);

    public bool Equals(TracedPath other) => string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is TracedPath other && Equals(other);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>The redacted text; the only way out.</summary>
    public override string ToString() => _isRedacted ? _raw! : PathRedaction.Redact(_raw, _query);

    public static bool operator ==(TracedPath left, TracedPath right) => left.Equals(right);

    public static bool operator !=(TracedPath left, TracedPath right) => !left.Equals(right);
}
