using System.Collections.Concurrent;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Identify.Credentials;

/// <summary>One secret per environment, known by hash. A new one ends the one before at once.</summary>
internal sealed class WorkloadCredentialStore
{
    private readonly ConcurrentDictionary<string, TokenHash> _current = new(StringComparer.Ordinal);

    /// <summary>A new secret for the environment; shown once.</summary>
    public Task<Secret> RotateAsync(string environment, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var secret = Secret.New();
        _current[environment] = secret.Hash;
        return Task.FromResult(secret);
    }

    /// <summary>Is this the hash of the environment's one secret?</summary>
    public ValueTask<bool> IsCurrentAsync(string environment, TokenHash secret, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_current.TryGetValue(environment, out var current) && current == secret);
    }
}
