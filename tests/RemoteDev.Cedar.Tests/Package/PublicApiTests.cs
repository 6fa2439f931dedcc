using System.Runtime.CompilerServices;

namespace RemoteDev.Cedar.Tests.Package;

/// <summary>The public face of the library changes only on purpose.</summary>
public sealed class PublicApiTests
{
    private const string Accept = "ACCEPT_PUBLIC_API";

    [Fact]
    public void ThePublicFace_IsTheOneAccepted()
    {
        var found = PublicApi.Describe(typeof(Authorizer).Assembly);
        if (Environment.GetEnvironmentVariable(Accept) is not null)
        {
            File.WriteAllText(Path.Combine(FolderOfTests(), "PublicApi.txt"), found);
        }

        var accepted = PackageFile.Read("PublicApi.txt");
        var (before, now) = (Lines(accepted), Lines(found));
        var differences = before.Except(now, StringComparer.Ordinal).Select(line => "- " + line)
            .Concat(now.Except(before, StringComparer.Ordinal).Select(line => "+ " + line));
        Assert.True(
            found == accepted,
            $"The public face of RemoteDev.Cedar has changed:\n{string.Join('\n', differences)}\n"
            + $"If that is meant, run this test once with {Accept}=1 in the environment, build again, and commit PublicApi.txt.");
    }

    /// <summary>The lines, each member with its type, so that a difference says whose it is.</summary>
    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        var type = "";
        foreach (var line in text.Split('\n'))
        {
            type = line.StartsWith(' ') ? type : line;
            lines.Add(line.StartsWith(' ') ? $"{type}: {line.Trim()}" : line);
        }

        return lines;
    }

    private static string FolderOfTests([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "..");
}
