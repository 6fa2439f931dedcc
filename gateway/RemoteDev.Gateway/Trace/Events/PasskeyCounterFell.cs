namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>passkey.counterfell</c>: A passkey signed rightly but counted fewer uses than it had had, as a copy would. It was refused.</summary>
internal sealed record PasskeyCounterFell : AuditEvent
{
    /// <summary>Whose passkey it is; it is not said that it was them.</summary>
    public required string Login { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Passkey { get; init; }

    /// <summary>The count that was shown.</summary>
    public required long Shown { get; init; }

    /// <summary>The count that had been seen before.</summary>
    public required long Known { get; init; }
}
