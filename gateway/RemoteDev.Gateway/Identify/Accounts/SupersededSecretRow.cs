namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>An environment's secret that was renewed: whoever shows it once the new one was used has a copy.</summary>
internal sealed class SupersededSecretRow
{
    /// <summary>SHA-256 of the secret.</summary>
    public required string Hash { get; init; }

    public required string Environment { get; init; }

    public required DateTimeOffset SupersededAt { get; init; }

    /// <summary>Until when it still works: to its end while nobody used the new one, whose answer may have been lost; else until that use.</summary>
    public required DateTimeOffset ValidUntil { get; set; }

    /// <summary>Until when it is remembered: when it would have ended by itself.</summary>
    public required DateTimeOffset KnownUntil { get; init; }
}
