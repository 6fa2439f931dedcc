using System.Text.RegularExpressions;

namespace RemoteDev.Architecture.Tests;

public sealed partial class TreeTests
{
    private static readonly string[] TopFolders = ["deploy", "gateway", "policy", "tests"];

    [Fact]
    public void Keeps_TheTopLevel() =>
        Assert.Equal(
            TopFolders,
            Directory.EnumerateDirectories(SourceTree.Root).Select(d => Path.GetFileName(d)!)
                .Where(d => !d.StartsWith('.') && d != "TestResults").Order(StringComparer.Ordinal),
            StringComparer.Ordinal);

    [Fact]
    public void Names_OnlyFoldersThatExist_InArchitecture()
    {
        var named = Folder().Matches(SourceTree.Text("ARCHITECTURE.md")).Select(m => m.Groups["path"].Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(named);
        Assert.Empty(named.Where(path => !Directory.Exists(Path.Combine(SourceTree.Root, path))));
    }

    [Fact]
    public void Describes_EveryRoomAndProject_InArchitecture()
    {
        var text = SourceTree.Text("ARCHITECTURE.md");
        var rooms = SourceTree.Gateway.Select(f => f.Room).Where(r => r.Length > 0).Distinct(StringComparer.Ordinal).Select(r => $"gateway/RemoteDev.Gateway/{r}/");
        var projects = Directory.EnumerateFiles(SourceTree.Root, "*.csproj", SearchOption.AllDirectories)
            .Select(p => Path.GetRelativePath(SourceTree.Root, Path.GetDirectoryName(p)!).Replace('\\', '/') + "/")
            .Where(p => !p.StartsWith('.'));
        Assert.Empty(rooms.Concat(projects).Where(path => !text.Contains($"`{path}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void Keeps_ArchitectureReadable() =>
        Assert.True(SourceTree.Text("ARCHITECTURE.md").Split('\n').Length <= 250);

    [Fact]
    public void Builds_EveryProjectInTheSolution()
    {
        var solution = SourceTree.Text("RemoteDev.sln").Replace('\\', '/');
        var projects = Directory.EnumerateFiles(SourceTree.Root, "*.csproj", SearchOption.AllDirectories)
            .Select(p => Path.GetRelativePath(SourceTree.Root, p).Replace('\\', '/')).Where(p => !p.StartsWith('.'));
        Assert.Empty(projects.Where(p => !solution.Contains(p, StringComparison.Ordinal)));
    }

    /// <summary>Folders stand between backticks and end in a slash: <c>`gateway/RemoteDev.Gateway/Listen/`</c>.</summary>
    [GeneratedRegex(@"`(?<path>(?:gateway|policy|tests|deploy)/[\w./-]*?)/`", RegexOptions.None, 1000)]
    private static partial Regex Folder();
}
