using System.Text;
using System.Text.Json.Nodes;
using RemoteDev.Cedar.Json;
using RemoteDev.Cedar.Syntax.Formatting;
using RemoteDev.Cedar.Tests.Fuzzing;
using RemoteDev.Cedar.Tests.Syntax.Formatting;

namespace RemoteDev.Cedar.Tests.Json;

public sealed class PolicyJsonTests
{
    private const string Any = """{"op":"All"}""";

    [Theory]
    [InlineData("-1 == -(1)", """{"==":{"left":{"Value":-1},"right":{"neg":{"arg":{"Value":1}}}}}""")]
    [InlineData("-9223372036854775808 < 9223372036854775807", """{"<":{"left":{"Value":-9223372036854775808},"right":{"Value":9223372036854775807}}}""")]
    [InlineData("true && false && !true", """{"&&":{"left":{"&&":{"left":{"Value":true},"right":{"Value":false}}},"right":{"!":{"arg":{"Value":true}}}}}""")]
    [InlineData("1 + 2 * 3 - 4", """{"-":{"left":{"+":{"left":{"Value":1},"right":{"*":{"left":{"Value":2},"right":{"Value":3}}}}},"right":{"Value":4}}}""")]
    [InlineData("principal is A::B in A::\"b\"", """{"is":{"left":{"Var":"principal"},"entity_type":"A::B","in":{"Value":{"__entity":{"type":"A","id":"b"}}}}}""")]
    [InlineData("\"a*\" like \"a\\*b*\"", """{"like":{"left":{"Value":"a*"},"pattern":[{"Literal":"a"},{"Literal":"*"},{"Literal":"b"},"Wildcard"]}}""")]
    [InlineData("context[\"a b\"].if_ == \"é\"", """{"==":{"left":{".":{"left":{".":{"left":{"Var":"context"},"attr":"a b"}},"attr":"if_"}},"right":{"Value":"é"}}}""")]
    [InlineData("[1, {a: ip(\"::\")}]", """{"Set":[{"Value":1},{"Record":{"a":{"ip":[{"Value":"::"}]}}}]}""")]
    [InlineData("[1].contains(2) || [].isEmpty()", """{"||":{"left":{"contains":{"left":{"Set":[{"Value":1}]},"right":{"Value":2}}},"right":{"isEmpty":{"arg":{"Set":[]}}}}}""")]
    [InlineData("action.getTag(\"x\") != resource.hasTag(\"y\")", """{"!=":{"left":{"getTag":{"left":{"Var":"action"},"right":{"Value":"x"}}},"right":{"hasTag":{"left":{"Var":"resource"},"right":{"Value":"y"}}}}}""")]
    [InlineData("ip(\"a\").isInRange(ip(\"b\"))", """{"isInRange":[{"ip":[{"Value":"a"}]},{"ip":[{"Value":"b"}]}]}""")]
    [InlineData("if true then 1 else 2", """{"if-then-else":{"if":{"Value":true},"then":{"Value":1},"else":{"Value":2}}}""")]
    public void ExpressionsHaveTheirFormInJson(string expression, string json)
    {
        var policy = PolicyText.Parse($"permit(principal,action,resource) when {{ {expression} }};").Policies[0];
        var expected = $$"""{"effect":"permit","principal":{{Any}},"action":{{Any}},"resource":{{Any}},"conditions":[{"kind":"when","body":{{json}}}]}""";

        Assert.Equal(expected, PolicyJson.Print(policy));
        Assert.Equal(PolicyPrinter.Print(policy), PolicyPrinter.Print(Read(expected)));
    }

    [Fact]
    public void APathAfterHas_IsATestOfEachName()
    {
        var policy = PolicyText.Parse("permit(principal,action,resource) when { context has a.b };").Policies[0];

        Assert.Contains("""{"&&":{"left":{"has":{"left":{"Var":"context"},"attr":"a"}},"right":{"has":{"left":{".":{"left":{"Var":"context"},"attr":"a"}},"attr":"b"}}}}""", PolicyJson.Print(policy), StringComparison.Ordinal);
        Assert.Equal("context has a && context.a has b", Condition(PolicyJson.Print(policy)));
        Assert.Equal("context has a.b", Condition(Body("""{"has":{"left":{"Var":"context"},"attr":["a","b"]}}""")));
    }

    [Theory]
    [InlineData("""{"Value":[1,{"__entity":{"type":"A","id":"b"}},{"x y":true}]}""", "[1, A::\"b\", {\"x y\": true}]")]
    [InlineData("""{"Value":{"__extn":{"fn":"ip","arg":"1.1.1.1"}}}""", "ip(\"1.1.1.1\")")]
    [InlineData("""{"Value":{"__extn":{"fn":"isInRange","args":["a",{"__extn":{"fn":"ip","arg":"b"}}]}}}""", "\"a\".isInRange(ip(\"b\"))")]
    [InlineData("""{"Value":{"type":"A","id":"b"}}""", "{id: \"b\", type: \"A\"}")]
    [InlineData("""{"is":{"left":{"Value":1},"entity_type":"A","in":null}}""", "1 is A")]
    [InlineData("""{"like":{"left":{"Value":"x"},"pattern":["Wildcard",{"Literal":"a*"},{"Literal":""},"Wildcard"]}}""", "\"x\" like \"*a\\**\"")]
    [InlineData("""{"!":{"arg":{"!":{"arg":{"!":{"arg":{"!":{"arg":{"!":{"arg":{"Value":true}}}}}}}}}}}""", "!!!!(!true)")]
    [InlineData("""{"*":{"left":{"+":{"left":{"Value":1},"right":{"Value":2}}},"right":{"-":{"left":{"Value":3},"right":{"Value":4}}}}}""", "(1 + 2) * (3 - 4)")]
    public void ReadsWhatTextNeverPrintsAs(string body, string expected)
    {
        Assert.Equal(expected, Condition(Body(body)));
    }

    [Fact]
    public void ScopesAndAnnotationsHaveTheirForm()
    {
        const string Json = """{"effect":"forbid","principal":{"op":"is","entity_type":"User","in":{"entity":{"type":"A","id":"b"}}},"action":{"op":"in","entities":[]},"resource":{"op":"==","entity":{"type":"F","id":"é\""}},"conditions":[],"annotations":{"id":"x","none":null,"empty":""}}""";
        var policy = Read(Json.Replace("\\\"", "\\u0022", StringComparison.Ordinal));

        Assert.Equal("@id(\"x\")\n@none\n@empty(\"\")\nforbid (principal is User in A::\"b\", action in [], resource == F::\"é\\\"\");", policy.Text);
        Assert.Equal(Json, PolicyJson.Print(policy));
        Assert.Equal("p", policy.Id);
        Assert.Equal("my.json#p", policy.SourceName);
        Assert.Equal("A::\"b\"", policy.TextOf(policy.Scope.Principal.Entities[0].Span));
    }

    [Theory]
    [InlineData("""{"x":1}""", "$: \"effect\" is missing")]
    [InlineData("[]", "$: expected an object, found an array")]
    [InlineData("""{"effect":"Permit","principal":{"op":"All"},"action":{"op":"All"},"resource":{"op":"All"},"conditions":[]}""", "$.effect: expected \"permit\" or \"forbid\", found \"Permit\"")]
    [InlineData("""{"effect":"permit","principal":{"op":"All"},"action":{"op":"All"},"resource":{"op":"All"},"conditions":[],"more":1}""", "$: unknown property \"more\"")]
    [InlineData("""{"effect":"permit","principal":{"op":"like"},"action":{"op":"All"},"resource":{"op":"All"},"conditions":[]}""", "$.principal.op: \"like\" is not an operator of a scope")]
    [InlineData("""{"effect":"permit","principal":{"op":"==","slot":"?resource"},"action":{"op":"All"},"resource":{"op":"All"},"conditions":[]}""", "$.principal.slot: the slot here can only be `?principal`")]
    [InlineData("""{"effect":"permit","principal":{"op":"=="},"action":{"op":"All"},"resource":{"op":"All"},"conditions":[]}""", "$.principal: \"entity\" is missing")]
    [InlineData("""{"effect":"permit","principal":{"op":"All"},"action":{"op":"==","entity":{"type":"A","id":"b"}},"resource":{"op":"All"},"conditions":[]}""", "$.action.entity: `A::\"b\"` is not an action: the type of an action is `Action`, or ends in `::Action`")]
    [InlineData("""{"effect":"permit","principal":{"op":"All"},"action":{"op":"is","entity_type":"Action"},"resource":{"op":"All"},"conditions":[]}""", "$.action.op: \"is\" is not an operator of a scope")]
    [InlineData("""{"effect":"permit","principal":{"op":"All"},"action":{"op":"All"},"resource":{"op":"is","entity_type":"A:: B"},"conditions":[]}""", "$.resource.entity_type: \"A:: B\" is not the name of an entity type")]
    [InlineData("""{"effect":"permit","principal":{"op":"All"},"action":{"op":"All"},"resource":{"op":"All"},"conditions":[],"annotations":{"a b":"x"}}""", "$.annotations: \"a b\" cannot be the name of an annotation")]
    [InlineData("""{"effect":"permit","principal":{"op":"All"},"action":{"op":"All"},"resource":{"op":"All"},"conditions":[],"annotations":{"a":1}}""", "$.annotations.a: expected a string, found a number")]
    public void SaysWhereAPolicyIsWrong(string json, string expected)
    {
        Assert.Equal(expected, Fault(json));
    }

    [Theory]
    [InlineData("5", "$.conditions[0].body: expected an expression, which is an object, found a number")]
    [InlineData("{}", "$.conditions[0].body: an expression is an object with one key, not 0")]
    [InlineData("""{"Value":1,"Var":"principal"}""", "$.conditions[0].body: an expression is an object with one key, not 2")]
    [InlineData("""{"Unknown":{"name":"x"}}""", "$.conditions[0].body.Unknown: \"Unknown\" is not an expression of Cedar")]
    [InlineData("""{"Var":"foo"}""", "$.conditions[0].body.Var: \"foo\" is none of `principal`, `action`, `resource` and `context`")]
    [InlineData("""{"Slot":"?principal"}""", "$.conditions[0].body.Slot: a slot may stand only in the scope of a policy")]
    [InlineData("""{"Value":null}""", "$.conditions[0].body.Value: null is not a Cedar value")]
    [InlineData("""{"Value":1.5}""", "$.conditions[0].body.Value: a number must be whole and fit 64 bits")]
    [InlineData("""{"Value":9223372036854775808}""", "$.conditions[0].body.Value: a number must be whole and fit 64 bits")]
    [InlineData("""{"Value":{"__expr":"1"}}""", "$.conditions[0].body.Value: \"__expr\" is no longer an escape of Cedar")]
    [InlineData("""{"Value":{"__extn":{"fn":"contains","arg":1}}}""", "$.conditions[0].body.Value.__extn.fn: \"contains\" is not an extension function of Cedar")]
    [InlineData("""{"Value":{"__entity":{"type":"if","id":"b"}}}""", "$.conditions[0].body.Value.type: \"if\" is not the name of an entity type")]
    [InlineData("""{"==":{"left":{"Value":1}}}""", "$.conditions[0].body.==: \"right\" is missing")]
    [InlineData("""{"==":[{"Value":1},{"Value":2}]}""", "$.conditions[0].body.==: expected an object, found an array")]
    [InlineData("""{"&&":{"left":{"Value":1},"right":{"Var":1}}}""", "$.conditions[0].body.&&.right.Var: expected a string, found a number")]
    [InlineData("""{"isEmpty":{"left":{"Value":1}}}""", "$.conditions[0].body.isEmpty: \"arg\" is missing")]
    [InlineData("""{"isIpv4":[]}""", "$.conditions[0].body.isIpv4: `isIpv4` is a method: its first argument is what it is called on")]
    [InlineData("""{"ip":{"Value":"x"}}""", "$.conditions[0].body.ip: expected an array, found an object")]
    [InlineData("""{"like":{"left":{"Value":"x"},"pattern":"a*"}}""", "$.conditions[0].body.like.pattern: expected an array, found a string")]
    [InlineData("""{"like":{"left":{"Value":"x"},"pattern":["foo"]}}""", "$.conditions[0].body.like.pattern[0]: expected \"Wildcard\" or an object with \"Literal\"")]
    [InlineData("""{"has":{"left":{"Value":"x"},"attr":["a","b c"]}}""", "$.conditions[0].body.has.attr: a path is names of attributes that need no quotes, at least one")]
    [InlineData("""{"is":{"left":{"Value":"x"},"entity_type":"if"}}""", "$.conditions[0].body.is.entity_type: \"if\" is not the name of an entity type")]
    public void SaysWhereAnExpressionIsWrong(string body, string expected)
    {
        Assert.Equal(expected, Fault(Body(body)));
    }

    [Fact]
    public void RefusesDuplicateKeysAndWhatIsNotJson()
    {
        Assert.StartsWith("this is not JSON as Cedar takes it: Duplicate", Fault("{\"effect\":\"permit\",\"effect\":\"forbid\"}"), StringComparison.Ordinal);
        Assert.StartsWith("line 1, byte ", Fault("{"), StringComparison.Ordinal);
        Assert.Equal("a string is not well-formed Unicode", Fault(Body("""{"Value":"\ud800"}""")));
        Assert.Equal("the text is longer than 16777216 characters", Fault(new string(' ', PolicyJson.MaxLength + 1)));
    }

    [Theory]
    [InlineData("""{"!":{"arg":""", "}}")]
    [InlineData("""{"Set":[""", "]}")]
    [InlineData("""{".":{"attr":"a","left":""", "}}")]
    [InlineData("""{"&&":{"left":{"Value":true},"right":""", "}}")]
    [InlineData("""{"Record":{"a":""", "}}")]
    public void RefusesWhatNestsTooDeep(string before, string after)
    {
        var body = new StringBuilder().Insert(0, before, 10_000).Append("""{"Value":1}""").Insert((before.Length * 10_000) + 11, after, 10_000);

        Assert.EndsWith("the expression nests deeper than 400 levels", Fault(Body(body.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesDataThatNestsTooDeep() =>
        Assert.EndsWith("the value nests deeper than 400 levels", Fault(Body($$"""{"Value":{{new string('[', 10_000)}}1{{new string(']', 10_000)}}}""")), StringComparison.Ordinal);

    [Theory]
    [InlineData(" && true")]
    [InlineData(" - 1")]
    public void LongChainsComeBack_ThoughTheyNestInJson(string link)
    {
        var policy = PolicyText.Parse($"permit(principal,action,resource) when {{ true{new StringBuilder().Insert(0, link, 20_000)} }};").Policies[0];

        Assert.Equal(PolicyPrinter.Print(policy), Read(PolicyJson.Print(policy)).Text);
    }

    [Fact]
    public void GeneratedPoliciesComeBackWithTheSameMeaning()
    {
        var generator = new PolicyTextGenerator(new Random(41));
        for (var round = 0; round < 2_000; round++)
        {
            var policy = Meaning.InOrder(PolicyText.Parse(generator.Policy())).Single();
            var json = PolicyJson.Print(policy);

            // A path after `has` and parentheses around the start of a chain are the only things that JSON says in another way.
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(PolicyJson.Print(Read(json)))), policy.Text);
        }
    }

    private static string Body(string body) =>
        $$"""{"effect":"permit","principal":{{Any}},"action":{{Any}},"resource":{{Any}},"conditions":[{"kind":"when","body":{{body}}}]}""";

    private static string Condition(string json) => PolicyPrinter.Print(Read(json).Conditions[0].Body);

    private static CedarPolicy Read(string json)
    {
        var result = PolicyJson.Parse(json, "p", "my.json");
        Assert.Empty(result.Faults);
        return result.Value!.Policies.Concat(result.Value.Templates).Single();
    }

    private static string Fault(string json)
    {
        var result = PolicyJson.Parse(json, "p", "my.json");
        Assert.Null(result.Value);
        return Assert.Single(result.Faults).Message;
    }
}
