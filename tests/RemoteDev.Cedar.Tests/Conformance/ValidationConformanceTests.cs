using System.Globalization;
using Xunit.Abstractions;

namespace RemoteDev.Cedar.Tests.Conformance;

/// <summary>
/// What the validator says of every policy and request in the published corpus. The counts are lower bounds, so that an empty folder does
/// not pass for a passed corpus.
/// </summary>
public sealed class ValidationConformanceTests(ITestOutputHelper output)
{
    [ConformanceFact]
    public void AgreesWithTheHandWrittenTests() => AssertAgrees(ConformanceFolder.ReadFolder(), "tests/", atLeast: 22, requestsAtLeast: 74);

    [ConformanceFact]
    public void AgreesWithTheGeneratedCorpus() => AssertAgrees(ConformanceFolder.ReadArchive(), "corpus-tests/", atLeast: 3_900, requestsAtLeast: 31_000);

    private void AssertAgrees(Dictionary<string, string> files, string folder, int atLeast, int requestsAtLeast)
    {
        var (policySets, requests) = (0, 0);
        var differences = new List<string>();
        foreach (var (path, text) in files)
        {
            if (path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(".json", StringComparison.Ordinal)
                && !path.EndsWith(".entities.json", StringComparison.Ordinal))
            {
                differences.AddRange(new ValidationCase(path, text, files).Run(ref policySets, ref requests));
            }
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{policySets} policy sets, {requests} requests, {differences.Count} differences"));
        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(20)));
        Assert.InRange(policySets, atLeast, int.MaxValue);
        Assert.InRange(requests, requestsAtLeast, int.MaxValue);
    }
}
