namespace RemoteDev.Gateway.Identify.OpenId.People;

/// <summary>What the database knows of a provider and one of its people.</summary>
/// <param name="SaidAt">When the provider last confirmed the person; null when it never did.</param>
/// <param name="KeptUntil">Until when its directory, which keeps the person, would be heard; null when none does.</param>
internal sealed record ProviderStanding(DateTimeOffset? SaidAt, DateTimeOffset? KeptUntil);
