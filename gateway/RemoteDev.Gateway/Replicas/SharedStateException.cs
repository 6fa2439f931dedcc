namespace RemoteDev.Gateway.Replicas;

/// <summary>
/// What the gateways share cannot be asked at this moment. Whoever meets it refuses: what is not known is not permitted.
/// </summary>
internal sealed class SharedStateException : IOException
{
    public SharedStateException()
    {
    }

    public SharedStateException(string message)
        : base(message)
    {
    }

    public SharedStateException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
