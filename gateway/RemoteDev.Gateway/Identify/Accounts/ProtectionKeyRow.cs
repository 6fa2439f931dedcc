namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>A key of data protection, the same for every gateway that shares the database.</summary>
internal sealed class ProtectionKeyRow
{
    /// <summary>What the framework calls it.</summary>
    public required string Name { get; init; }

    /// <summary>As the framework writes it; the key inside is sealed under the master key.</summary>
    public required string Xml { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
