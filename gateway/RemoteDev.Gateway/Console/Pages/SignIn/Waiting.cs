namespace RemoteDev.Gateway.Console.Pages.SignIn;

/// <summary>Tells somebody who is locked out how long to wait.</summary>
internal static class Waiting
{
    /// <summary><c>Try again in 30 seconds (20:31:05 UTC).</c> The person's own zone is not known before they are.</summary>
    public static string Until(DateTimeOffset until, DateTimeOffset now)
    {
        var left = until - now;
        var length = left.TotalSeconds < 90
            ? $"{Math.Max(1, (int)Math.Ceiling(left.TotalSeconds))} seconds"
            : $"{(int)Math.Ceiling(left.TotalMinutes)} minutes";
        return $"Try again in {length} ({until.UtcDateTime:HH:mm:ss} UTC).";
    }
}
