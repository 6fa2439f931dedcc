using RemoteDev.Cedar;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Tests.Vocabulary;

/// <summary>The policies that come with the gateway fit its schema: none can err, and none is idle.</summary>
public sealed class ShippedPoliciesTests
{
    public static TheoryData<string> Policies() =>
        [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "policy.cedar", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(AppContext.BaseDirectory, path)).Order(StringComparer.Ordinal)];

    [Fact]
    public void TheyAreFound() => Assert.True(Policies().Count >= 4);

    [Theory]
    [MemberData(nameof(Policies))]
    public void TheyValidate_WithoutAFinding(string path)
    {
        var schema = CedarSchema.ParseCedar(VocabularySchema.Text, VocabularySchema.FileName);
        var policies = PolicySet.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, path)), path);
        Assert.True(policies.Succeeded, string.Join('\n', policies.Faults));

        Assert.Empty(schema.Value!.Validate(policies.Value));
    }

    [Fact]
    public void AMisspeltAttribute_IsFound()
    {
        var schema = CedarSchema.ParseCedar(VocabularySchema.Text, VocabularySchema.FileName);
        var policies = PolicySet.Parse(
            "forbid (principal, action, resource is RemoteDev::Branch) when { resource.isProteced };", "draft.cedar");

        var finding = Assert.Single(schema.Value!.Validate(policies.Value!));

        Assert.Equal("draft.cedar:1:66: a `RemoteDev::Branch` has no attribute `isProteced`; did you mean `isProtected`?", finding.ToString());
    }
}
