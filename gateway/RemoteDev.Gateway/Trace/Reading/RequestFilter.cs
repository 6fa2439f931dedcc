using RemoteDev.Gateway.Trace.Index;

namespace RemoteDev.Gateway.Trace.Reading;

/// <summary>Which forwarded requests are wanted. What is null does not restrict.</summary>
internal sealed record RequestFilter
{
    /// <summary>Exactly this HTTP method, in any case.</summary>
    public string? Method { get; init => field = IndexText.Clean(value, IndexText.Key); }

    /// <summary>One status (<c>404</c>) or a class of them (<c>4</c> for 400 to 499).</summary>
    public int? Status { get; init; }

    /// <summary>Part of the request target.</summary>
    public string? Path { get; init => field = IndexText.Clean(value, IndexText.Key); }

    /// <summary>For the trace: what was asked for.</summary>
    public override string ToString() => FilterText.Of(("method", Method), ("status", Status?.ToString()), ("path", Path));

    public IQueryable<RequestRow> Apply(IQueryable<RequestRow> rows)
    {
        if (Method is { Length: > 0 })
        {
            var method = Method.ToUpperInvariant();
            rows = rows.Where(row => row.Method == method);
        }

        if (Status is { } status)
        {
            var (least, most) = status is >= 1 and <= 9 ? (status * 100, (status * 100) + 99) : (status, status);
            rows = rows.Where(row => row.Status >= least && row.Status <= most);
        }

        if (Path is { Length: > 0 } path)
        {
            rows = rows.Where(row => row.Path.Contains(path));
        }

        return rows;
    }
}
