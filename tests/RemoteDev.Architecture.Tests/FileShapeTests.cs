using System.Text.RegularExpressions;

namespace RemoteDev.Architecture.Tests;

public sealed partial class FileShapeTests
{
    [Fact]
    public void Holds_ProductFilesUnder400Lines() =>
        Assert.Empty(SourceTree.Product.Where(f => f.Lines.Count > 400).Select(f => $"{f.Path}: {f.Lines.Count} lines"));

    [Fact]
    public void Holds_TestFilesUnder600Lines() =>
        Assert.Empty(SourceTree.Tests.Where(f => f.Lines.Count > 600).Select(f => $"{f.Path}: {f.Lines.Count} lines"));

    [Fact]
    public void Holds_ProgramUnder60Lines() =>
        Assert.True(File.ReadAllLines(Path.Combine(SourceTree.Root, "gateway/RemoteDev.Gateway/Program.cs")).Length <= 60);

    [Fact]
    public void Keeps_OneTopLevelTypePerFile_NamedLikeTheFile()
    {
        var faults =
            from file in SourceTree.Product
            let types = file.Lines.Select(l => TopLevelType().Match(l)).Where(m => m.Success).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal).ToList()
            where types.Count > 1 || (types.Count == 1 && !file.Name.Split('.')[0].Equals(types[0], StringComparison.Ordinal))
            select $"{file.Path}: {string.Join(", ", types)}";
        Assert.Empty(faults);
    }

    [Fact]
    public void Leaves_NoUnfinishedWorkInTheProduct() =>
        Assert.Empty(SourceTree.Product.SelectMany(f => f.Lines.Select((l, i) => (f.Path, Line: l, Number: i + 1)))
            .Where(l => Unfinished().IsMatch(l.Line)).Select(l => $"{l.Path}:{l.Number}: {l.Line.Trim()}"));

    [Fact]
    public void Avoids_NamesThatSayNothing() =>
        Assert.Empty(SourceTree.Product.Where(f => EmptyName().IsMatch(f.Name)).Select(f => f.Path));

    [GeneratedRegex(@"^(?:public|internal|file)?\s*(?:static |sealed |abstract |readonly |partial |ref |unsafe )*(?:class|record struct|record class|record|struct|interface|enum|delegate \S+) (?<name>\w+)", RegexOptions.None, 1000)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"TODO|FIXME|\bHACK\b|NotImplementedException", RegexOptions.None, 1000)]
    private static partial Regex Unfinished();

    [GeneratedRegex("(?:Manager|Helper|Helpers|Utils|Utilities|Common)$", RegexOptions.None, 1000)]
    private static partial Regex EmptyName();
}
