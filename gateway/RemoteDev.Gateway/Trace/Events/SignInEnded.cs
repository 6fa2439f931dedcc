using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>signin.ended</c>: A sign-in ended; everything that hung from it ended with it.</summary>
internal sealed record SignInEnded : AuditEvent
{
    /// <summary>Public identifier of the sign-in.</summary>
    public required string SignIn { get; init; }

    /// <summary>Why.</summary>
    public required EndReason Reason { get; init; }
}
