using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>signin.refused</c>: A first factor was refused, or the account may not sign in.</summary>
internal sealed record SignInRefused : AuditEvent
{
    /// <summary>The login that was claimed; it may not exist.</summary>
    public required string Login { get; init; }

    /// <summary>Why.</summary>
    public required RefusalCode Code { get; init; }

    /// <summary>The words for operators and judges, not those shown to the caller.</summary>
    public required string Reason { get; init; }
}
