using System.Globalization;
using RemoteDev.Cedar.Schema;
using Xunit.Abstractions;

namespace RemoteDev.Cedar.Tests.Conformance;

/// <summary>Every schema of the published corpus is one.</summary>
public sealed class SchemaConformanceTests(ITestOutputHelper output)
{
    [ConformanceFact]
    public void TakesTheHandWrittenSchemas() => AssertTakes(ConformanceFolder.ReadFolder(), atLeast: 3);

    [ConformanceFact]
    public void TakesTheGeneratedSchemas() => AssertTakes(ConformanceFolder.ReadArchive(), atLeast: 3_900);

    private void AssertTakes(Dictionary<string, string> files, int atLeast)
    {
        var schemas = 0;
        var refused = new List<string>();
        foreach (var (path, text) in files)
        {
            if (path.EndsWith(".cedarschema", StringComparison.Ordinal))
            {
                schemas++;
                refused.AddRange(CedarSchema.ParseCedar(text, path).Faults.Select(fault => fault.ToString()));
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{schemas} schemas, {refused.Count} faults"));
        Assert.True(refused.Count == 0, string.Join('\n', refused.Take(20)));
        Assert.InRange(schemas, atLeast, int.MaxValue);
    }
}
