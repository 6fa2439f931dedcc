using System.Globalization;
using RemoteDev.Cli.Gateway;
using Spectre.Console;

namespace RemoteDev.Cli.Output;

/// <summary>Prints a draft and what it changes.</summary>
internal static class DraftScreen
{
    public static void Print(Screen screen, Draft draft)
    {
        screen.Line($"draft    {draft.Number}, {draft.State}, by {draft.Author}, on version {draft.BaseNumber}{(draft.RollbackOf is { } older ? $", back to version {older}" : "")}");
        screen.Line($"note     {draft.Note}");
        screen.Line($"sha256   {draft.Sha256}");
        if (draft.DecidedBy is { } decided)
        {
            screen.Line($"decided  by {decided}{(draft.Decision is { } words ? $": {words}" : "")}");
        }

        if (Moment(draft.ActivateAt) is { } due)
        {
            screen.Line($"due      {due} UTC");
        }

        if (draft.Version is { } version)
        {
            screen.Line($"in force as version {version}", Color.Green);
        }

        foreach (var line in (draft.Failure ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            screen.Error($"not activated: {line}");
        }

        if (draft.Comparison is { } difference)
        {
            Print(screen, difference);
        }
    }

    public static void Print(Screen screen, Difference difference)
    {
        foreach (var warning in difference.Warnings)
        {
            screen.Line($"warning: {warning}", Color.Yellow);
        }

        foreach (var line in difference.Lines)
        {
            screen.Line(line);
        }

        foreach (var assumption in difference.Assumptions)
        {
            screen.Line($"assumed: {assumption}");
        }

        screen.Line(difference.Summary, difference.Gained + difference.Loosened > 0 ? Color.Yellow : Color.Default);
    }

    /// <summary>An instant in UTC to the minute, or null.</summary>
    public static string? Moment(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
