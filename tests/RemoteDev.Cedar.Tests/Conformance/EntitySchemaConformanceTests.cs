using System.Globalization;
using System.Text.Json;
using RemoteDev.Cedar.Entities;
using Xunit.Abstractions;

namespace RemoteDev.Cedar.Tests.Conformance;

/// <summary>The entities of the published corpus are as their schemas declare them, also after they have been written.</summary>
public sealed class EntitySchemaConformanceTests(ITestOutputHelper output)
{
    [ConformanceFact]
    public void TakesTheHandWrittenEntities() => AssertTakes(ConformanceFolder.ReadFolder(), "tests/", atLeast: 22);

    [ConformanceFact]
    public void TakesTheGeneratedEntities() => AssertTakes(ConformanceFolder.ReadArchive(), "corpus-tests/", atLeast: 3_900);

    private void AssertTakes(Dictionary<string, string> files, string folder, int atLeast)
    {
        var tests = 0;
        var refused = new List<string>();
        foreach (var (path, text) in files)
        {
            if (path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(".json", StringComparison.Ordinal)
                && !path.EndsWith(".entities.json", StringComparison.Ordinal))
            {
                using var test = JsonDocument.Parse(text);
                var schema = CedarSchema.ParseCedar(files[test.RootElement.GetProperty("schema").GetString()!], path).Value!;
                var entities = EntityJson.Parse(files[test.RootElement.GetProperty("entities").GetString()!], schema);
                var again = entities.Value is null ? entities : EntityJson.Parse(EntityJson.Write(entities.Value), schema);
                refused.AddRange(again.Faults.Select(fault => $"{path}: {fault}"));
                tests++;
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tests} tests, {refused.Count} faults"));
        Assert.True(refused.Count == 0, string.Join('\n', refused.Take(20)));
        Assert.InRange(tests, atLeast, int.MaxValue);
    }
}
