using System.Runtime.CompilerServices;

namespace RemoteDev.Architecture.Tests;

/// <summary>The checkout these tests were built from, read as text.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Product { get; } = [.. Read("gateway"), .. Read("policy")];

    public static IReadOnlyList<SourceFile> Tests { get; } = [.. Read("tests")];

    public static IEnumerable<SourceFile> Gateway => Product.Where(f => f.Path.StartsWith("gateway/RemoteDev.Gateway/", StringComparison.Ordinal));

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<SourceFile> Read(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(full => (full, relative: Path.GetRelativePath(Root, full).Replace('\\', '/')))
            .Where(f => !f.relative.Contains("/obj/", StringComparison.Ordinal) && !f.relative.Contains("/bin/", StringComparison.Ordinal))
            .OrderBy(f => f.relative, StringComparer.Ordinal)
            .Select(f => new SourceFile(f.relative, File.ReadAllLines(f.full)));

    private static string FindRoot([CallerFilePath] string here = "")
    {
        for (var folder = Path.GetDirectoryName(here); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "RemoteDev.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("These tests run from a checkout: RemoteDev.sln was not found above them.");
    }
}
