using System.Text.RegularExpressions;

namespace RemoteDev.Architecture.Tests;

/// <summary>One source file: its path from the root, and its lines.</summary>
internal sealed partial record SourceFile(string Path, IReadOnlyList<string> Lines)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>First folder below the gateway project: the room; empty for its root.</summary>
    public string Room => Path.Split('/') is [_, _, var room, _, ..] ? room : "";

    /// <summary>Lines of code: comments and string contents taken out, so that prose about a thing is not use of it.</summary>
    public IEnumerable<(int Number, string Code)> Code =>
        Lines.Select((line, index) => (index + 1, Strings().Replace(Comment().Replace(line, ""), "\"\"")));

    public IEnumerable<string> Matches(Regex pattern) =>
        Code.Where(line => pattern.IsMatch(line.Code)).Select(line => $"{Path}:{line.Number}: {line.Code.Trim()}");

    [GeneratedRegex(@"^\s*///?.*$|\s//\s.*$", RegexOptions.None, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"", RegexOptions.None, 1000)]
    private static partial Regex Strings();
}
