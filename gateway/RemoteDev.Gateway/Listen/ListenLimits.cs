namespace RemoteDev.Gateway.Listen;

/// <summary>What one peer may ask of the listener before anything is known about it.</summary>
internal sealed class ListenLimits
{
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>WebSockets; each person's IDE window holds two.</summary>
    public int MaxUpgradedConnections { get; init; } = 5_000;

    /// <summary>Bytes. Generous: a first <c>git push</c> is one body.</summary>
    public long MaxRequestBody { get; init; } = 4L << 30;

    /// <summary>Bytes of request line.</summary>
    public int MaxRequestLine { get; init; } = 16 << 10;

    /// <summary>Bytes of all headers together.</summary>
    public int MaxHeaders { get; init; } = 32 << 10;

    public int MaxHeaderCount { get; init; } = 80;

    public TimeSpan HeadersWithin { get; init; } = TimeSpan.FromSeconds(15);

    public TimeSpan IdleConnection { get; init; } = TimeSpan.FromSeconds(130);
}
