using System.Text.Json;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>What a gateway tells the others: that one sign-in ended, or all of a person's.</summary>
/// <param name="Id">The sign-in, or null when it is all of them.</param>
/// <param name="Login">Whose.</param>
/// <param name="Except">With all of them: the one that is spared.</param>
internal sealed record SignInEnding(string? Id, string Login, string? Except, EndReason Reason)
{
    // Clocks of gateways differ a little: what was opened so shortly after the end may have been opened before it.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);

    /// <summary>With all of them: when they ended. Absent: now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Which of a person's an end of all means that is carried out late; null where it is carried out at once, and means whatever there is.</summary>
    /// <param name="at">When they ended.</param>
    /// <returns>What was opened later lives on.</returns>
    public static DateTimeOffset? LastMeant(DateTimeOffset? at, DateTimeOffset now) => at is { } then && now - then > Skew ? then + Skew : null;

    /// <summary>Compared in milliseconds, as the database keeps it.</summary>
    public static bool IsMeant(DateTimeOffset openedAt, DateTimeOffset? lastMeant) =>
        lastMeant is not { } last || openedAt.ToUnixTimeMilliseconds() <= last.ToUnixTimeMilliseconds();

    public static SignInEnding? Read(ReadOnlySpan<byte> message) => JsonSerializer.Deserialize<SignInEnding>(message);

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this);
}
