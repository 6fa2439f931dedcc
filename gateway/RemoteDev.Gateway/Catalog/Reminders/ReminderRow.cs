namespace RemoteDev.Gateway.Catalog.Reminders;

/// <summary>How far the last reminder about one paper of one person has come.</summary>
internal sealed class ReminderRow
{
    /// <summary>When it is tried again, the first try left out; after the last of them it is given up.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    public required string Login { get; init; }

    public required string Document { get; init; }

    /// <summary>Which one it was: <see cref="DueReminder.Occasion"/>.</summary>
    public required string Occasion { get; set; }

    /// <summary>Since when the paper is as it is.</summary>
    public DateTimeOffset Since { get; set; }

    public int Attempts { get; set; }

    /// <summary>Not before then it is tried again; meanwhile it belongs to the gateway that tries it now.</summary>
    public DateTimeOffset NextAt { get; set; }

    /// <summary>When the webhook took it, or null.</summary>
    public DateTimeOffset? TakenAt { get; set; }

    /// <summary>What came of the last try, in a few words.</summary>
    public string? Answer { get; set; }

    /// <summary>Nobody took it, and it is not tried any more.</summary>
    public bool IsGivenUp => TakenAt is null && Attempts > Pauses.Length;

    /// <summary>Whether it is to be sent now.</summary>
    public bool IsOpen(DateTimeOffset now) => TakenAt is null && !IsGivenUp && NextAt <= now;

    /// <summary>When the try after that many is due.</summary>
    public static TimeSpan PauseAfter(int attempts) => Pauses[Math.Clamp(attempts - 1, 0, Pauses.Length - 1)];
}
