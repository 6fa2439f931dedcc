using RemoteDev.Cli.Gateway;
using Spectre.Console;

namespace RemoteDev.Cli.Output;

/// <summary>Prints what an edit changed: <c>+</c> added, <c>~</c> changed, <c>-</c> removed.</summary>
internal static class DiffText
{
    public static void Print(Screen screen, EditAnswer answer)
    {
        foreach (var change in answer.Changes)
        {
            var (sign, colour) = change.Kind switch
            {
                "added" => ('+', Color.Green),
                "removed" => ('-', Color.Red),
                _ => ('~', Color.Yellow),
            };
            screen.Line($"{sign} {change.Path}", colour);
            foreach (var field in change.Fields.Where(_ => change.Kind != "removed"))
            {
                screen.Line(change.Kind == "added" ? $"    {field.Name}: {field.After}" : $"    {field.Name}: {Value(field.Before)} -> {Value(field.After)}");
            }
        }

        screen.Line(Summary(answer));
    }

    private static string Summary(EditAnswer answer)
    {
        if (answer.Changes.Count == 0)
        {
            return $"Nothing to change; the catalogue is at version {answer.Version}.";
        }

        var counts = string.Join(", ", answer.Changes.GroupBy(change => change.Kind, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}"));
        return answer.DryRun ? $"Would change: {counts}. Nothing was changed." : $"{counts}; the catalogue is at version {answer.Version}.";
    }

    private static string Value(string? value) => string.IsNullOrEmpty(value) ? "(nothing)" : value;
}
