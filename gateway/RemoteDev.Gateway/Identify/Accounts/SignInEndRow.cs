namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>When all sign-ins of a person were last ended together.</summary>
internal sealed class SignInEndRow
{
    public required string Login { get; init; }

    /// <summary>What was opened later lives, and access tokens that were made later.</summary>
    public required DateTimeOffset At { get; set; }

    /// <summary>The sign-in that was spared, by its public identifier; no token is.</summary>
    public string? Except { get; set; }
}
