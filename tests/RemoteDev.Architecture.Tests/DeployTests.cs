using System.Diagnostics;
using System.Text.RegularExpressions;

namespace RemoteDev.Architecture.Tests;

/// <summary>Holds what can be held of <c>deploy/</c> and the Dockerfile without running them.</summary>
public sealed partial class DeployTests
{
    private const string ShellFragment = "# shellcheck shell=bash";

    public static TheoryData<string> Scripts { get; } = [.. ShellFiles().Where(file => !IsFragment(file))];

    public static TheoryData<string> Fragments { get; } = [.. ShellFiles().Where(IsFragment)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_StopsAtTheFirstFailure(string path) =>
        Assert.Contains("\nset -euo pipefail\n", SourceTree.Text(path), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_IsExecutable(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Assert.True(File.GetUnixFileMode(Path.Combine(SourceTree.Root, path)).HasFlag(UnixFileMode.UserExecute));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    [MemberData(nameof(Fragments))]
    public async Task ShellFile_Parses(string path)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-n", Path.Combine(SourceTree.Root, path)])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        var said = await bash.StandardError.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.Equal("", said);
    }

    [Fact]
    public void Dockerfile_RestoresEveryProjectThatItPublishes()
    {
        var dockerfile = SourceTree.Text("Dockerfile");
        var published = Published().Matches(dockerfile).Select(match => match.Groups["project"].Value).ToList();
        Assert.NotEmpty(published);
        var needed = published.SelectMany(WithReferences).Distinct(StringComparer.Ordinal);
        Assert.Empty(needed.Where(project =>
            !dockerfile.Contains($"COPY {project}/*.csproj {project}/packages.lock.json {project}/\n", StringComparison.Ordinal)));
    }

    [Fact]
    public void Dockerfile_RunsWithoutRootAndWatchesItself()
    {
        var final = SourceTree.Text("Dockerfile").Split("\nFROM ")[^1];
        Assert.Matches(@"\nUSER [1-9]\d*:[1-9]\d*\n", final);
        Assert.Contains("\nHEALTHCHECK ", final, StringComparison.Ordinal);
    }

    private static IEnumerable<string> ShellFiles() =>
        Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "deploy"), "*", SearchOption.AllDirectories)
            .Append(Path.Combine(SourceTree.Root, ".ci", "run"))
            .Where(file => FirstLine(file) is "#!/usr/bin/env bash" or ShellFragment)
            .Select(file => Path.GetRelativePath(SourceTree.Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static bool IsFragment(string path) => FirstLine(Path.Combine(SourceTree.Root, path)) == ShellFragment;

    private static string FirstLine(string file) => File.ReadLines(file).FirstOrDefault() ?? "";

    private static IEnumerable<string> WithReferences(string project)
    {
        var folder = Path.Combine(SourceTree.Root, project);
        var file = Path.Combine(folder, Path.GetFileName(project) + ".csproj");
        return References().Matches(File.ReadAllText(file))
            .Select(match => Path.GetFullPath(Path.Combine(folder, Path.GetDirectoryName(match.Groups["path"].Value)!)))
            .SelectMany(full => WithReferences(Path.GetRelativePath(SourceTree.Root, full).Replace('\\', '/')))
            .Append(project);
    }

    [GeneratedRegex(@"dotnet publish (?<project>\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Published();

    [GeneratedRegex("<ProjectReference Include=\"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex References();
}
