namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>A key by which the gateway tells servers inside who is asking, the same for every gateway that shares the database.</summary>
internal sealed class AssertionKeyRow
{
    /// <summary>One more than the key before it: of gateways that make the next at once, one does.</summary>
    public required int Generation { get; init; }

    /// <summary>The private key (PKCS #8), sealed under the master key.</summary>
    public required byte[] Sealed { get; init; }

    public required DateTimeOffset SignsFrom { get; init; }

    public required DateTimeOffset SignsUntil { get; init; }
}
