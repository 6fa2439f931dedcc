namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>reminder.sent</c>: The operator's webhook was told of a paper that is due, or an administrator tried it.</summary>
internal sealed record ReminderSent : AuditEvent
{
    /// <summary>Whose paper; null for a test.</summary>
    public string? For { get; init; }

    /// <summary>The document's name in the catalogue; null for a test.</summary>
    public string? Document { get; init; }

    /// <summary><c>expires:20261201:7</c>, <c>expired:20261201:0</c>, <c>missing:2</c>, <c>older:0</c> or <c>test</c>.</summary>
    public required string Occasion { get; init; }

    /// <summary>The first is 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Whether it was taken.</summary>
    public required bool Taken { get; init; }

    /// <summary><c>HTTP 200</c>.</summary>
    public required string Answer { get; init; }
}
