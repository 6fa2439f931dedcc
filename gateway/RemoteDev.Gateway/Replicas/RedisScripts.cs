namespace RemoteDev.Gateway.Replicas;

/// <summary>
/// The steps of <see cref="RedisState"/>, in Redis's Lua. An entry is a hash of v (version), d (sealed data) and g (the keys of its
/// groups, a line each). A group, and the list of all of a kind, is a sorted set of ids by the time at which each is over, so that what Redis
/// let expire is known and swept. Times are Redis's own: gateways' clocks may differ.
/// </summary>
internal static class RedisScripts
{
    // KEYS: entry, all of the kind, groups... ARGV: data, lifetime in ms, id, most of the kind, groups as lines.
    public const string Add =
        """
        redis.replicate_commands()
        if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
        local t = redis.call('TIME')
        local now = t[1] * 1000 + math.floor(t[2] / 1000)
        redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
        if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[4]) then return 0 end
        redis.call('HMSET', KEYS[1], 'v', 1, 'd', ARGV[1], 'g', ARGV[5])
        redis.call('PEXPIRE', KEYS[1], ARGV[2])
        for i = 2, #KEYS do
          redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', now)
          redis.call('ZADD', KEYS[i], now + ARGV[2], ARGV[3])
          if redis.call('PTTL', KEYS[i]) < tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[i], ARGV[2]) end
        end
        return 1
        """;

    // KEYS: entries. Version and data of each, or two nothings.
    public const string Find =
        """
        local found = {}
        for i = 1, #KEYS do
          local e = redis.call('HMGET', KEYS[i], 'v', 'd')
          found[2 * i - 1] = e[1]
          found[2 * i] = e[2]
        end
        return found
        """;

    // KEYS: entry, all of the kind. ARGV: version, data, lifetime, id.
    public const string Replace =
        """
        redis.replicate_commands()
        if redis.call('HGET', KEYS[1], 'v') ~= ARGV[1] then return 0 end
        redis.call('HMSET', KEYS[1], 'v', ARGV[1] + 1, 'd', ARGV[2])
        redis.call('PEXPIRE', KEYS[1], ARGV[3])
        local t = redis.call('TIME')
        local over = t[1] * 1000 + math.floor(t[2] / 1000) + ARGV[3]
        local lists = { KEYS[2] }
        for g in string.gmatch(redis.call('HGET', KEYS[1], 'g'), '[^\n]+') do lists[#lists + 1] = g end
        for _, list in ipairs(lists) do
          redis.call('ZADD', list, over, ARGV[4])
          if redis.call('PTTL', list) < tonumber(ARGV[3]) then redis.call('PEXPIRE', list, ARGV[3]) end
        end
        return 1
        """;

    // KEYS: entry, its new name, all of the kind. ARGV: version, data, id, new id. 2: it was replaced meanwhile.
    public const string Rename =
        """
        redis.replicate_commands()
        local e = redis.call('HMGET', KEYS[1], 'v', 'g')
        if not e[1] or redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
        if e[1] ~= ARGV[1] then return 2 end
        redis.call('RENAME', KEYS[1], KEYS[2])
        redis.call('HMSET', KEYS[2], 'v', ARGV[1] + 1, 'd', ARGV[2])
        local lists = { KEYS[3] }
        for g in string.gmatch(e[2], '[^\n]+') do lists[#lists + 1] = g end
        for _, list in ipairs(lists) do
          local over = redis.call('ZSCORE', list, ARGV[3])
          if over then
            redis.call('ZREM', list, ARGV[3])
            redis.call('ZADD', list, over, ARGV[4])
          end
        end
        return 1
        """;

    // KEYS: entry, all of the kind. ARGV: id. Version and data, or two nothings.
    public const string Take =
        """
        local e = redis.call('HMGET', KEYS[1], 'v', 'd', 'g')
        if not e[1] then return { false, false } end
        redis.call('DEL', KEYS[1])
        redis.call('ZREM', KEYS[2], ARGV[1])
        for g in string.gmatch(e[3], '[^\n]+') do redis.call('ZREM', g, ARGV[1]) end
        return { e[1], e[2] }
        """;

    // KEYS: group. ARGV: what entries' names begin with. Id, version and data of each that is there.
    public const string Group =
        """
        local found = {}
        for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
          local e = redis.call('HMGET', ARGV[1] .. id, 'v', 'd')
          if e[1] then
            found[#found + 1] = id
            found[#found + 1] = e[1]
            found[#found + 1] = e[2]
          end
        end
        return found
        """;

    // KEYS: group.
    public const string Count =
        """
        local t = redis.call('TIME')
        return redis.call('ZCOUNT', KEYS[1], '(' .. (t[1] * 1000 + math.floor(t[2] / 1000)), '+inf')
        """;

    /// <summary>What Redis says about its memory.</summary>
    public const string Memory = "return redis.call('INFO', 'memory')";

    /// <summary>What Redis says about its files.</summary>
    public const string Persistence = "return redis.call('INFO', 'persistence')";
}
