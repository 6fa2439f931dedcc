namespace RemoteDev.Gateway.Tests.Replicas;

/// <summary>Like <see cref="RedisFactAttribute"/>, for many cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisTheoryAttribute : TheoryAttribute
{
    public RedisTheoryAttribute() => Skip = RedisFactAttribute.Missing;
}
