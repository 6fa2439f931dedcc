using RemoteDev.Cedar.Entities;

namespace RemoteDev.Cedar.Tests.Entities;

public sealed class EntityJsonTests
{
    [Fact]
    public void ReadsEntities()
    {
        var store = EntityJson.Parse("""
            [{"uid": {"type": "N::User", "id": "a"},
              "attrs": {"big": -9223372036854775808, "list": [1, "x", true, 1], "rec": {"": {}},
                        "friend": {"__entity": {"type": "User", "id": "b"}},
                        "ip": {"__extn": {"fn": "ip", "arg": "10.0.0.0/8"}},
                        "later": {"__extn": {"fn": "offset", "args": [{"__extn": {"fn": "datetime", "arg": "1970-01-01"}}, {"__extn": {"fn": "duration", "arg": "5ms"}}]}}},
              "parents": [{"type": "Role", "id": "r"}, {"__entity": {"type": "Role", "id": "s"}}],
              "tags": {"k": "v"}},
             {"uid": {"__entity": {"type": "Role", "id": "r"}}, "attrs": {}, "parents": []}]
            """).Value!;

        Assert.True(store.TryGet(new EntityUid("N::User", "a"), out var user));
        Assert.Equal(
            "{\"big\": -9223372036854775808, \"friend\": User::\"b\", \"ip\": ip(\"10.0.0.0/8\"), "
            + "\"later\": datetime(\"1970-01-01T00:00:00.005Z\"), \"list\": [1, \"x\", true], \"rec\": {\"\": {}}}",
            user.Attributes.ToString());
        Assert.Equal("{\"k\": \"v\"}", user.Tags.ToString());
        Assert.True(store.IsIn(user.Uid, new EntityUid("Role", "s")));
        Assert.Equal(2, store.Count);
    }

    [Theory]
    [InlineData("{}", "the entities: expected an array")]
    [InlineData("[1]", "[0]: expected an object, found a number")]
    [InlineData("""[{"attrs":{},"parents":[]}]""", "[0]: \"uid\" is missing")]
    [InlineData("""[{"uid":{"type":"U","id":"a"},"parents":[]}]""", "[0]: \"attrs\" is missing")]
    [InlineData("""[{"uid":{"type":"U","id":"a"},"attrs":{}}]""", "[0]: \"parents\" is missing")]
    [InlineData("""[{"uid":{"type":"U","id":"a"},"attrs":{},"parents":[],"x":1}]""", "[0]: unknown property \"x\"")]
    [InlineData(
        """[{"uid":{"type":"N::Action","id":"a"},"attrs":{},"parents":[{"type":"Action","id":"b"},{"type":"U","id":"c"}]}]""",
        "N::Action::\"a\": [0].parents[1]: an action cannot be in `U::\"c\"`, which is no action")]
    [InlineData("""[{"uid":"U::a","attrs":{},"parents":[]}]""", "[0].uid: expected an object, found a string")]
    [InlineData("""[{"uid":{"type":"U"},"attrs":{},"parents":[]}]""", "[0].uid: \"id\" is missing")]
    [InlineData("""[{"uid":{"type":1,"id":"a"},"attrs":{},"parents":[]}]""", "[0].uid.type: expected a string, found a number")]
    [InlineData("""[{"uid":{"type":"if","id":"a"},"attrs":{},"parents":[]}]""", "[0].uid.type: \"if\" is not the name of an entity type")]
    [InlineData("""[{"uid":{"__entity":{"type":"U","id":"a"},"id":"a"},"attrs":{},"parents":[]}]""", "[0].uid: unknown property \"id\"")]
    public void SaysWhatIsWrongWithAnEntity(string json, string expected)
    {
        Assert.Equal(expected, Assert.Single(EntityJson.Parse(json).Faults).ToString());
    }

    [Theory]
    [InlineData("null", "null is not a Cedar value")]
    [InlineData("1.0", "a number must be whole and fit 64 bits")]
    [InlineData("1e2", "a number must be whole and fit 64 bits")]
    [InlineData("9223372036854775808", "a number must be whole and fit 64 bits")]
    [InlineData("""{"__entity": 1}""", "expected an object, found a number")]
    [InlineData("""{"__entity": {"type": "U", "id": "a"}, "x": 1}""", "unknown property \"x\"")]
    [InlineData("""{"__expr": "1 + 1"}""", "\"__expr\" cannot be the name of an attribute")]
    [InlineData("""{"__extn": {"fn": "ip", "arg": "1.2.3"}}""", "\"1.2.3\" is not a valid ip")]
    [InlineData("""{"__extn": {"fn": "ip", "arg": 1}}""", "expected a string, found an integer")]
    [InlineData("""{"__extn": {"fn": "ip"}}""", "\"arg\" is missing")]
    [InlineData("""{"__extn": {"fn": "ip", "args": []}}""", "\"ip\" takes 1 argument(s) here, found 0")]
    [InlineData("""{"__extn": {"fn": "isIpv4", "arg": "1.2.3.4"}}""", "\"isIpv4\" does not make a value of an extension type")]
    [InlineData("""{"__extn": {"fn": "contains", "args": [[], 1]}}""", "\"contains\" does not make a value of an extension type")]
    [InlineData("""{"__extn": {"fn": "", "arg": ""}}""", "\"\" does not make a value of an extension type")]
    [InlineData("""{"__extn": "ip"}""", "expected an object, found a string")]
    public void SaysWhatIsWrongWithAnAttribute(string json, string expected)
    {
        var text = $$$"""[{"uid":{"type":"U","id":"a"},"attrs":{"x":{{{json}}}},"parents":[]}]""";

        Assert.Equal($"U::\"a\": [0].attrs.x: {expected}", Assert.Single(EntityJson.Parse(text).Faults).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("[] []")]
    [InlineData("[// comment\n]")]
    [InlineData("[{},]")]
    [InlineData("""[{"uid":{"type":"U","id":"a","id":"b"},"attrs":{},"parents":[]}]""")]
    [InlineData("""[{"uid":{"type":"U","id":"a"},"attrs":{"x":1,"\u0078":2},"parents":[]}]""")]
    [InlineData("""[{"uid":{"type":"U","id":"\ud800"},"attrs":{},"parents":[]}]""")]
    public void RefusesWhatIsNotJson_AsCedarTakesIt(string json)
    {
        Assert.Null(Assert.Single(EntityJson.Parse(json).Faults).Entity);
    }

    [Fact]
    public void RefusesWhatNestsTooDeep()
    {
        var deep = new string('[', 100_000);

        Assert.False(EntityJson.Parse(deep).Succeeded);
        Assert.Null(EntityJson.ParseRecord($"{{\"x\": {deep}", out var faults));
        Assert.Single(faults);
    }

    [Fact]
    public void RefusesCyclesAndDoubles()
    {
        var faults = EntityJson.Parse("""
            [{"uid":{"type":"U","id":"a"},"attrs":{},"parents":[{"type":"U","id":"a"}]},
             {"uid":{"type":"U","id":"a"},"attrs":{},"parents":[]}]
            """).Faults;

        Assert.Equal("the entity occurs twice|the entity is in itself, through U::\"a\"", string.Join('|', faults.Select(fault => fault.Message)));
    }

    [Fact]
    public void ReportsEveryEntityAtFault()
    {
        Assert.Equal(3, EntityJson.Parse("[1, 2, {}]").Faults.Count);
    }
}
