using System.Globalization;
using Xunit.Abstractions;

namespace RemoteDev.Cedar.Tests.Conformance;

/// <summary>
/// Decision, reasons and errors of every request in the published corpus. The counts are lower bounds, so that an empty folder does not
/// pass for a passed corpus.
/// </summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    [ConformanceFact]
    public void AgreesWithTheHandWrittenTests() => AssertAgrees(ConformanceFolder.ReadFolder(), "tests/", atLeast: 74);

    [ConformanceFact]
    public void AgreesWithTheGeneratedCorpus() => AssertAgrees(ConformanceFolder.ReadArchive(), "corpus-tests/", atLeast: 31_000);

    private void AssertAgrees(Dictionary<string, string> files, string folder, int atLeast)
    {
        var requests = 0;
        var differences = new List<string>();
        foreach (var (path, text) in files)
        {
            if (path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(".json", StringComparison.Ordinal)
                && !path.EndsWith(".entities.json", StringComparison.Ordinal))
            {
                differences.AddRange(new ConformanceCase(path, text, files).Run(ref requests));
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{requests} requests, {differences.Count} differences"));
        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(20)));
        Assert.InRange(requests, atLeast, int.MaxValue);
    }
}
