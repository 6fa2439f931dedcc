using RemoteDev.Gateway.Tests.OpenSsh;

namespace RemoteDev.Gateway.Tests.Replicas;

/// <summary>A test with a real Redis. Where it is not installed the test is reported as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute() => Skip = Missing;

    /// <summary>Why no Redis can be started here, or null.</summary>
    public static string? Missing =>
        OpenSshProgram.Find("redis-server") is null ? "redis-server is not installed (Debian: redis-server); deploy/test installs it." : null;
}
