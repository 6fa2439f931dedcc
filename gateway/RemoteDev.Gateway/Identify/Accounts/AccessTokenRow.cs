namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>An access token: who it speaks for, what it is for, and until when. Its value stands nowhere.</summary>
internal sealed class AccessTokenRow
{
    /// <summary>A public identifier for pages and the trace; it opens nothing.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the token.</summary>
    public required string Hash { get; init; }

    /// <summary>A person's login, or <c>service:</c> and a name.</summary>
    public required string Holder { get; init; }

    /// <summary>What people call it; one of a holder.</summary>
    public required string Name { get; init; }

    /// <summary>The actions it is for, with blanks between.</summary>
    public required string Actions { get; init; }

    public string? Project { get; init; }

    public string? Repository { get; init; }

    public string? Window { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required string MadeBy { get; init; }

    /// <summary>The sign-in in which it was made, by its public identifier; null when it was made without one.</summary>
    public string? MadeIn { get; init; }

    /// <summary>The address of the browser it was made in.</summary>
    public string? MadeFrom { get; init; }

    /// <summary>The second factor behind its making, which policy judges by its age; null for what no person stands behind.</summary>
    public string? FactorMethod { get; init; }

    public DateTimeOffset? FactorAt { get; init; }

    /// <summary>The provider that vouched for its maker: it is worth nothing once the person has another.</summary>
    public string? Provider { get; init; }

    public string? Subject { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>To the minute; null while nobody came with it.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>The address from which somebody came with it last.</summary>
    public string? UsedFrom { get; init; }
}
