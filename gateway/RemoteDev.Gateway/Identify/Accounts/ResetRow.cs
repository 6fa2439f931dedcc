using RemoteDev.Gateway.Identify.Resets;

namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>A wish to set the password and second factor of an account anew, and who agreed to it.</summary>
internal sealed class ResetRow
{
    /// <summary>A public identifier; it opens nothing.</summary>
    public required string Id { get; init; }

    /// <summary>Whose account.</summary>
    public required string Login { get; init; }

    public required ResetState State { get; set; }

    /// <summary>SHA-256 of the cookie of the browser that waits for it; null when an administrator started it.</summary>
    public string? WaitHash { get; init; }

    /// <summary>Whether the browser that waits had shown the account's password.</summary>
    public bool KnowsPassword { get; init; }

    /// <summary>The address that asked, as text; null when an administrator started it.</summary>
    public string? Source { get; init; }

    /// <summary>What who asked wrote to the administrators. Anybody may have written it.</summary>
    public required string Message { get; init; }

    /// <summary>The administrator who started it or vouched.</summary>
    public string? StartedBy { get; set; }

    /// <summary>Why, in that administrator's words.</summary>
    public required string Reason { get; set; }

    /// <summary>The second administrator.</summary>
    public string? ConsentedBy { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Nothing comes of it afterwards.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
