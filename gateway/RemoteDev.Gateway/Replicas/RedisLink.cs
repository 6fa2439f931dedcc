using System.Security.Cryptography;
using StackExchange.Redis;

namespace RemoteDev.Gateway.Replicas;

/// <summary>The connection to Redis: opened with the first question, repaired by itself, every wait bounded.</summary>
internal sealed partial class RedisLink(ReplicaOptions options, TimeProvider clock, ILogger<RedisLink> log) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan ForAnEcho = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PulseLife = TimeSpan.FromSeconds(30);

    // Redis gives a message to its sender as well; by this we know our own.
    private readonly byte[] _self = RandomNumberGenerator.GetBytes(16);
    private readonly string _pulse = $"{options.Prefix}:pulse";
    private readonly Lock _hearing = new();
    private readonly List<(string Channel, Action<byte[]> Handler)> _listeners = [];
    private readonly SemaphoreSlim _opening = new(1, 1);
    private ConnectionMultiplexer? _connection;
    private Task _isHearing = Task.CompletedTask;
    private long _lastAnswer;

    /// <summary>When Redis last took something that was written; the beginning of time before it ever did.</summary>
    public DateTimeOffset LastAnswer => new(Interlocked.Read(ref _lastAnswer), TimeSpan.Zero);

    /// <summary>Asks something.</summary>
    /// <exception cref="SharedStateException">There is no connection, no answer in time, or Redis says no.</exception>
    public async ValueTask<T> AskAsync<T>(Func<IDatabase, Task<T>> question, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await OpenAsync(cancellationToken);
            return await question(connection.GetDatabase()).WaitAsync(Patience, clock, cancellationToken);
        }
        catch (Exception fault) when (fault is RedisException or RedisConnectionException or TimeoutException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new SharedStateException("Redis does not answer.", fault);
        }
    }

    /// <summary>
    /// Whether Redis takes what is written; never throws for its silence. One that only reads (its disk is full, its replicas are away) would
    /// forget no sign-in that ends, so it counts as silent. The first answer comes when the others are heard too, or after the patience: what is
    /// missed until then, everybody finds out by asking.
    /// </summary>
    public async ValueTask<bool> PingAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await AskAsync(database => database.StringSetAsync(_pulse, "1", PulseLife), cancellationToken))
            {
                return false;
            }

            await _isHearing.WaitAsync(cancellationToken);
            Interlocked.Exchange(ref _lastAnswer, clock.GetUtcNow().UtcTicks);
            return true;
        }
        catch (SharedStateException fault)
        {
            NoAnswer((fault.InnerException ?? fault).Message);
            return false;
        }
    }

    /// <summary>
    /// How Redis makes room when its memory is full, where that is not by refusing: it may then forget a sign-in's end. Null while it forgets
    /// nothing, or does not say.
    /// </summary>
    public async ValueTask<string?> EvictionAsync(CancellationToken cancellationToken)
    {
        try
        {
            var info = (string?)await AskAsync(database => database.ScriptEvaluateAsync(RedisScripts.Memory), cancellationToken) ?? "";
            var policy = Field(info, "maxmemory_policy:");
            return policy is null or "noeviction" || Field(info, "maxmemory:") is null or "0" ? null : policy;
        }
        catch (SharedStateException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether Redis writes nothing to its disk, neither each change nor a snapshot now and then: after a restart it knows nobody. False while
    /// it does, or does not say (managed ones forbid the question).
    /// </summary>
    public async ValueTask<bool> IsForgetfulAsync(CancellationToken cancellationToken)
    {
        try
        {
            var info = (string?)await AskAsync(database => database.ScriptEvaluateAsync(RedisScripts.Persistence), cancellationToken) ?? "";
            if (Field(info, "aof_enabled:") is not "0")
            {
                return false;
            }

            var snapshots = (RedisResult[]?)await AskAsync(database => database.ExecuteAsync("CONFIG", "GET", "save"), cancellationToken);
            return snapshots is [_, var when] && string.IsNullOrWhiteSpace((string?)when);
        }
        catch (SharedStateException)
        {
            return false;
        }
    }

    public async ValueTask TellAsync(string channel, byte[] message, CancellationToken cancellationToken)
    {
        byte[] framed = [.. _self, .. message];
        await AskAsync(database => database.PublishAsync(channel, framed), cancellationToken);
    }

    /// <summary>Hears a channel as soon as there is a connection, and again after each that is repaired.</summary>
    public void Hear(string channel, Action<byte[]> handler)
    {
        lock (_hearing)
        {
            _listeners.Add((channel, handler));
            if (_connection is { } connection)
            {
                _ = SubscribeAsync(connection, channel, handler);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            await connection.CloseAsync(allowCommandsToComplete: false);
            connection.Dispose();
        }

        _opening.Dispose();
    }

    private static string? Field(string info, string name) =>
        info.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim();

    private async ValueTask<ConnectionMultiplexer> OpenAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _connection) is { } open)
        {
            return open;
        }

        if (!await _opening.WaitAsync(Patience, cancellationToken))
        {
            throw new TimeoutException("Another question is opening the connection.");
        }

        try
        {
            if (_connection is { } meanwhile)
            {
                return meanwhile;
            }

            var connection = await ConnectionMultiplexer.ConnectAsync(Settings());
            lock (_hearing)
            {
                _isHearing = HearAllAsync(connection);
                Volatile.Write(ref _connection, connection);
            }

            return connection;
        }
        finally
        {
            _opening.Release();
        }
    }

    private ConfigurationOptions Settings()
    {
        var settings = new ConfigurationOptions
        {
            AbortOnConnectFail = false,
            AllowAdmin = false,
            ConnectTimeout = (int)Patience.TotalMilliseconds,
            SyncTimeout = (int)Patience.TotalMilliseconds,
            ConnectRetry = 1,
            KeepAlive = 10,
            ReconnectRetryPolicy = new LinearRetry(1000),
            ClientName = "remotedev-gateway",
            Ssl = options.RedisTls,
            Password = options.RedisPasswordFile.Length > 0 ? File.ReadLines(options.RedisPasswordFile).FirstOrDefault() : null,
        };
        settings.EndPoints.Add(options.Redis);
        return settings;
    }

    // What the others tell comes by a connection of its own, which may be up later than the one that answers. By the machine's time, as the
    // connections' own deadlines are.
    private async Task HearAllAsync(ConnectionMultiplexer connection)
    {
        foreach (var (channel, handler) in _listeners)
        {
            _ = SubscribeAsync(connection, channel, handler);
        }

        var began = TimeProvider.System.GetTimestamp();
        while (connection.IsConnected && TimeProvider.System.GetElapsedTime(began) < Patience && !await IsHearingAsync(connection))
        {
            await Task.Delay(BetweenLooks, TimeProvider.System);
        }
    }

    // Asked behind the subscriptions, so answered behind them.
    private static async Task<bool> IsHearingAsync(ConnectionMultiplexer connection)
    {
        try
        {
            await connection.GetSubscriber().PingAsync().WaitAsync(ForAnEcho);
            return true;
        }
        catch (Exception)
        {
            // Whatever it was, it is no echo; every later ping waits for this answer.
            return false;
        }
    }

    // What could not be subscribed stands with the connection, which subscribes when it is repaired.
    private async Task SubscribeAsync(ConnectionMultiplexer connection, string channel, Action<byte[]> handler)
    {
        try
        {
            await connection.GetSubscriber().SubscribeAsync(channel, (_, value) =>
            {
                var framed = (byte[]?)value ?? [];
                if (framed.Length > _self.Length && !framed.AsSpan(0, _self.Length).SequenceEqual(_self))
                {
                    handler(framed[_self.Length..]);
                }
            });
        }
        catch (Exception fault) when (fault is RedisException or RedisConnectionException or TimeoutException or ObjectDisposedException)
        {
            NotHeard(channel, fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis does not tell of {Channel} yet: {Reason}")]
    private partial void NotHeard(string channel, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Redis does not answer: {Reason}")]
    private partial void NoAnswer(string reason);
}
