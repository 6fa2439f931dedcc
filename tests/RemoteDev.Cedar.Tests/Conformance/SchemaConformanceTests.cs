using System.Globalization;
using RemoteDev.Cedar.Tests.Schema;
using Xunit.Abstractions;

namespace RemoteDev.Cedar.Tests.Conformance;

/// <summary>Every schema of the published corpus is one, and says the same in both syntaxes, however often it is rewritten.</summary>
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
                refused.AddRange(FaultsOf(text, path));
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{schemas} schemas, {refused.Count} faults"));
        Assert.True(refused.Count == 0, string.Join('\n', refused.Take(20)));
        Assert.InRange(schemas, atLeast, int.MaxValue);
    }

    private static IEnumerable<string> FaultsOf(string text, string path)
    {
        var schema = CedarSchema.ParseCedar(text, path);
        if (!schema.Succeeded)
        {
            return schema.Faults.Select(fault => fault.ToString());
        }

        var json = schema.Value.ToJson();
        var fromJson = CedarSchema.ParseJson(json, path);
        var cedar = fromJson.Value?.ToCedar().Value;
        var fromCedar = CedarSchema.ParseCedar(cedar ?? "?", path).Value;
        var isSame = fromCedar is not null && SchemaText.Describe(fromJson.Value!) == SchemaText.Describe(schema.Value)
            && SchemaText.Describe(fromCedar) == SchemaText.Describe(schema.Value) && fromCedar.ToJson() == json && fromCedar.ToCedar().Value == cedar;
        return isSame ? [] : [$"{path}: {string.Join(' ', fromJson.Faults)} becomes another schema: {json}"];
    }
}
