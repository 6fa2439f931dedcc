using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.Tests.Identify.Authorities;

namespace RemoteDev.Gateway.Tests.Replicas;

/// <summary>Gateways that share one Redis and one ring of keys.</summary>
internal sealed class RedisHouse(RedisServer redis) : IAsyncDisposable
{
    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly List<RedisLink> _links = [];
    private readonly Lazy<Task<AuthorityDatabase>> _database = new(AuthorityDatabase.SqliteAsync);

    private readonly string _prefix = "t" + Guid.NewGuid().ToString("N")[..8];

    /// <summary>The accounts' database that they share.</summary>
    public Task<AuthorityDatabase> DatabaseAsync() => _database.Value;

    public (RedisState State, RedisLink Link) Gateway(IDataProtectionProvider? otherKeys = null)
    {
        var options = new ReplicaOptions { Redis = redis.Endpoint, RedisPasswordFile = redis.PasswordFile, Prefix = _prefix };
        var link = new RedisLink(options, TimeProvider.System, NullLogger<RedisLink>.Instance);
        _links.Add(link);
        return (new RedisState(link, new SharedSeal(otherKeys ?? _keys), options), link);
    }

    public string NameOf(SharedKey key) => $"{_prefix}:{key.Kind.Name}:{key.Id}";

    public async ValueTask DisposeAsync()
    {
        foreach (var link in _links)
        {
            await link.DisposeAsync();
        }

        if (_database.IsValueCreated)
        {
            (await _database.Value).Dispose();
        }
    }
}
