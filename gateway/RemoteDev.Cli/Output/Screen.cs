using System.Text.Json;
using RemoteDev.Cli.Gateway;
using Spectre.Console;

namespace RemoteDev.Cli.Output;

/// <summary>
/// Where the command prints. Everything that came from a gateway or a file is shown without control characters: a display name
/// must not move anybody's cursor.
/// </summary>
internal sealed class Screen
{
    // Lines are made to be clicked and grepped; only tables care how wide the terminal is.
    private const int NeverWrap = 100_000;

    private static readonly JsonSerializerOptions ForScripts = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly IAnsiConsole _tables;
    private readonly IAnsiConsole _lines;
    private readonly IAnsiConsole _errors;

    public Screen(TextWriter output, TextWriter errors)
    {
        _tables = Open(output);
        if (!IsWatched(output))
        {
            // What is cut off for the width of no window is missing from a file.
            _tables.Profile.Width = NeverWrap;
        }

        _lines = Open(output);
        _errors = Open(errors);
        _lines.Profile.Width = NeverWrap;
        _errors.Profile.Width = NeverWrap;
    }

    /// <summary>One line, without any styling read from it.</summary>
    public void Line(string text) => _lines.WriteLine(Clean(text));

    /// <summary>One line in a colour, where the terminal has colours.</summary>
    public void Line(string text, Color colour) => _lines.WriteLine(Clean(text), new Style(colour));

    /// <summary>One JSON value, indented: for scripts, which read the output stream alone.</summary>
    public void Json<T>(T value) => Text(JsonSerializer.Serialize(value, ForScripts) + "\n");

    /// <summary>A text with its lines, as it is but for control characters.</summary>
    public void Text(string text)
    {
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            Line(line.TrimEnd('\r'));
        }
    }

    /// <summary>What went wrong, on the error stream.</summary>
    public void Error(string text) => _errors.WriteLine(Clean(text), new Style(Color.Red));

    /// <summary>A refusal with all its faults.</summary>
    public void Problem(Problem problem)
    {
        foreach (var fault in problem.Faults)
        {
            Error(fault.ToString());
        }

        if (problem.Faults.Count != 1)
        {
            Error(problem.Detail.Length > 0 ? problem.Detail : problem.Title);
        }
    }

    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.None, ShowRowSeparators = false };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))) { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(Clean(cell))));
        }

        _tables.Write(table);
    }

    // Colours are for eyes: none into files and pipes, and none for whoever said so (no-color.org).
    private static IAnsiConsole Open(TextWriter writer)
    {
        var plain = !IsWatched(writer) || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        return AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
    }

    private static bool IsWatched(TextWriter writer) =>
        (writer == Console.Out && !Console.IsOutputRedirected) || (writer == Console.Error && !Console.IsErrorRedirected);

    private static string Clean(string text) =>
        text.Any(char.IsControl) ? new string([.. text.Select(c => char.IsControl(c) ? '\uFFFD' : c)]) : text;
}
