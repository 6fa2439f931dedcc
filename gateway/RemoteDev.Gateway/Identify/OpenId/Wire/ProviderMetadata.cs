namespace RemoteDev.Gateway.Identify.OpenId.Wire;

/// <summary>
/// What one provider says about itself. Read when it is first needed, again when it has become old, and once in a while at most when a
/// token names a key that is not known, so that nobody can make us ask without end. An old document serves a while longer where a new
/// one cannot be had.
/// </summary>
internal sealed class ProviderMetadata(ProviderWire wire, OpenIdProviderOptions options, TimeProvider clock) : IDisposable
{
    private const string WellKnown = "/.well-known/openid-configuration";

    /// <summary>Who asks right after somebody who got no answer gets the same none.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile ProviderDocument? _document;
    private DateTimeOffset _readAt;
    private DateTimeOffset _refreshedAt = DateTimeOffset.MinValue;
    private (DateTimeOffset At, OpenIdFault Fault)? _failed;

    public async Task<OpenIdStep<ProviderDocument>> GetAsync(CancellationToken cancellationToken)
    {
        if (_document is { } known && clock.GetUtcNow() - _readAt < options.AutomaticRefreshInterval)
        {
            return known;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            if (_document is { } fresh && now - _readAt < options.AutomaticRefreshInterval)
            {
                return fresh;
            }

            return (await ReadAsync(now, cancellationToken)).Passed(out var read, out var fault) ? read
                : _document is { } old && now - _readAt < 2 * options.AutomaticRefreshInterval ? old
                : fault;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>A newer document than the one the caller saw, because that did not have the key a token names; or the same, if it is too soon.</summary>
    public async Task<ProviderDocument> RefreshAsync(ProviderDocument seen, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            if (!ReferenceEquals(_document, seen) || now - _refreshedAt < options.RefreshInterval)
            {
                return _document ?? seen;
            }

            _refreshedAt = now;
            return (await ReadAsync(now, cancellationToken)).Passed(out var read, out _) ? read : seen;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<OpenIdStep<ProviderDocument>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_failed is { } failed && now - failed.At < Rest)
        {
            return failed.Fault;
        }

        if (!(await FetchAsync(cancellationToken)).Passed(out var document, out var fault))
        {
            _failed = (now, fault);
            return fault;
        }

        (_document, _readAt, _failed) = (document, now, null);
        return document;
    }

    private async Task<OpenIdStep<ProviderDocument>> FetchAsync(CancellationToken cancellationToken)
    {
        var address = options.MetadataAddress.Length > 0 ? options.MetadataAddress : options.Authority.TrimEnd('/') + WellKnown;
        if (!(await GetJsonAsync(address, cancellationToken)).Passed(out var json, out var fault)
            || !ProviderDocument.Read(json, options.Authority).Passed(out var said, out fault)
            || !(await GetJsonAsync(said.JwksUri, cancellationToken)).Passed(out var keySet, out fault)
            || !ProviderDocument.ReadKeys(keySet).Passed(out var keys, out fault))
        {
            return fault;
        }

        return new ProviderDocument(said, keys);
    }

    private async Task<OpenIdStep<string>> GetJsonAsync(string? address, CancellationToken cancellationToken)
    {
        if (!(await wire.GetAsync(address, bearer: null, ProviderWire.MaxDocument, cancellationToken)).Passed(out var answer, out var fault))
        {
            return fault;
        }

        return answer.IsOk ? answer.Body : Down(answer, address!);
    }

    private static OpenIdFault Down(ProviderAnswer answer, string address) => new(
        (int)answer.Status >= 500 ? OpenIdFaultKind.Unreachable : OpenIdFaultKind.BadAnswer,
        $"{new Uri(address).AbsolutePath} answered {(int)answer.Status}.");
}
