using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Json;

namespace RemoteDev.Cedar.Tests.Json;

public sealed class PolicySetJsonTests
{
    private const string Static = """{"effect":"permit","principal":{"op":"All"},"action":{"op":"All"},"resource":{"op":"All"},"conditions":[]}""";
    private const string Template = """{"effect":"permit","principal":{"op":"==","slot":"?principal"},"action":{"op":"All"},"resource":{"op":"is","entity_type":"F","in":{"slot":"?resource"}},"conditions":[]}""";
    private const string Values = """{"?principal":{"type":"User","id":"a"},"?resource":{"type":"F","id":"b"}}""";

    [Fact]
    public void ASetComesBackAsItWas()
    {
        const string Json = $$$"""{"staticPolicies":{"a":{{{Static}}},"":{{{Static}}}},"templates":{"t":{{{Template}}}},"templateLinks":[{"templateId":"t","newId":"l","values":{{{Values}}}}]}""";
        var set = Read(Json);

        Assert.Equal("a||l", string.Join('|', set.Policies.Select(policy => policy.Id)));
        Assert.Equal(new SlotValues(new EntityUid("User", "a"), new EntityUid("F", "b")), set.Policies[2].Values);
        Assert.Same(set.Templates[0], set.Policies[2].Template);
        Assert.Equal(Json, PolicyJson.Print(set));
    }

    [Fact]
    public void ATextBecomesASetInJson()
    {
        var set = PolicyText.Parse("permit(principal,action,resource); permit(principal == ?principal,action,resource);")
            .Link("policy1", "link", principal: new EntityUid("User", "a")).Value!;

        Assert.Equal(
            """{"staticPolicies":{"policy0":{"effect":"permit","principal":{"op":"All"},"action":{"op":"All"},"resource":{"op":"All"},"conditions":[]}},"templates":{"policy1":{"effect":"permit","principal":{"op":"==","slot":"?principal"},"action":{"op":"All"},"resource":{"op":"All"},"conditions":[]}},"templateLinks":[{"templateId":"policy1","newId":"link","values":{"?principal":{"type":"User","id":"a"}}}]}""",
            PolicyJson.Print(set));
        Assert.Equal(
            """{"effect":"permit","principal":{"op":"==","entity":{"type":"User","id":"a"}},"action":{"op":"All"},"resource":{"op":"All"},"conditions":[]}""",
            PolicyJson.Print(set.Policies[1]));
    }

    [Fact]
    public void PartsThatAreAbsent_AreEmpty() => Assert.Empty(Read("{}").Policies);

    [Theory]
    [InlineData("[]", "$: expected an object, found an array")]
    [InlineData("""{"policies":{}}""", "$: unknown property \"policies\"")]
    [InlineData("""{"staticPolicies":[]}""", "$.staticPolicies: expected an object, found an array")]
    [InlineData("""{"templateLinks":{}}""", "$.templateLinks: expected an array, found an object")]
    [InlineData($$$"""{"staticPolicies":{"a":{{{Template}}}}}""", "a: $.staticPolicies.a: a static policy has no slot; this is a template")]
    [InlineData($$$"""{"templates":{"a":{{{Static}}}}}""", "a: $.templates.a: a template has a slot in its scope; this is a static policy")]
    [InlineData($$$"""{"staticPolicies":{"a":{{{Static}}}},"templates":{"a":{{{Template}}}}}""", "a: the id is taken by another policy, template or link")]
    [InlineData("""{"staticPolicies":{"a":1},"templates":{"b":[]}}""", "a: $.staticPolicies.a: expected an object, found a number; b: $.templates.b: expected an object, found an array")]
    [InlineData("""{"templateLinks":[{"templateId":"t"}]}""", "$.templateLinks[0]: \"newId\" is missing")]
    [InlineData("""{"templateLinks":[{"templateId":"t","newId":"l","values":{"?action":{"type":"A","id":"b"}}}]}""", "$.templateLinks[0].values: unknown property \"?action\"")]
    [InlineData("""{"templateLinks":[{"templateId":"t","newId":"l","values":{"?principal":"a"}}]}""", "$.templateLinks[0].values.?principal: expected an object, found a string")]
    [InlineData("""{"templateLinks":[{"templateId":"t","newId":"l","values":{}}]}""", "l: there is no template `t`")]
    [InlineData($$$"""{"templates":{"t":{{{Template}}}},"templateLinks":[{"templateId":"t","newId":"t","values":{{{Values}}}}]}""", "t: the id is taken by another policy, template or link")]
    [InlineData($$$$"""{"templates":{"t":{{{{Template}}}}},"templateLinks":[{"templateId":"t","newId":"l","values":{"?principal":{"type":"User","id":"a"}}}]}""", "l: the link gives `?resource` of the template `t` no entity")]
    public void SaysWhatIsWrongWithASet(string json, string expected)
    {
        var result = PolicyJson.ParseSet(json, "set.json");

        Assert.Null(result.Value);
        Assert.Equal(expected, string.Join("; ", result.Faults));
    }

    private static PolicySet Read(string json)
    {
        var result = PolicyJson.ParseSet(json, "set.json");
        Assert.Empty(result.Faults);
        return result.Value!;
    }
}
