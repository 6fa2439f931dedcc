namespace RemoteDev.Cedar.Tests.Package;

/// <summary>The README's code is the code of <see cref="Examples"/>, which compiles and runs.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void EveryExampleOfTheReadme_IsOneThatRuns()
    {
        var shown = Blocks(PackageFile.Read("README.md"), "```csharp", "```");

        Assert.Equal(Blocks(PackageFile.Read("Examples.cs"), "// example:", "// end"), shown);
        Assert.Equal(4, shown.Count);
    }

    [Fact]
    public void ThePolicyOfTheReadme_IsTheOneThatTheExamplesDecideBy()
    {
        var shown = Assert.Single(Blocks(PackageFile.Read("README.md"), "```cedar", "```"));

        Assert.Contains(shown, string.Join('\n', PackageFile.Read("Examples.cs").Split('\n').Select(line => line.Trim())), StringComparison.Ordinal);
    }

    /// <summary>What stands between lines that begin with the one and with the other, without indentation and blank ends.</summary>
    private static List<string> Blocks(string text, string first, string last)
    {
        var blocks = new List<string>();
        List<string>? open = null;
        foreach (var line in text.Split('\n'))
        {
            var trimmed = line.Trim();
            if (open is null)
            {
                open = trimmed.StartsWith(first, StringComparison.Ordinal) ? [] : null;
            }
            else if (trimmed.StartsWith(last, StringComparison.Ordinal))
            {
                blocks.Add(string.Join('\n', open).Trim());
                open = null;
            }
            else
            {
                open.Add(trimmed);
            }
        }

        return blocks;
    }
}
