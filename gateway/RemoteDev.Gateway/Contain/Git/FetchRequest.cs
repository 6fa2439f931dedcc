namespace RemoteDev.Gateway.Contain.Git;

/// <summary>One request of a client that fetches by protocol version 2 over a connection that stays.</summary>
/// <param name="Bytes">The whole request, its flush included; null when the client is done, or with a fault.</param>
/// <param name="Fault">What is wrong with it, in words for the person who fetches.</param>
internal sealed record FetchRequest(byte[]? Bytes, string? Fault = null)
{
    /// <summary>The client asks for nothing more.</summary>
    public static FetchRequest End { get; } = new((byte[]?)null);
}
