namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>signin.succeeded</c>: A password (or other first factor) was right. Opens nothing by itself.</summary>
internal sealed record SignInSucceeded : AuditEvent
{
    /// <summary>Public identifier of the sign-in.</summary>
    public required string SignIn { get; init; }

    /// <summary><c>password</c>, or the name of another first factor.</summary>
    public required string Method { get; init; }

    /// <summary>The organisation's provider that vouched, or null.</summary>
    public string? Provider { get; init; }

    /// <summary>The same for one browser, sign-in after sign-in; null when it was none.</summary>
    public string? Device { get; init; }

    /// <summary>What the browser said it is.</summary>
    public string? Agent { get; init; }
}
