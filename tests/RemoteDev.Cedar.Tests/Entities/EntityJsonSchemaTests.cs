using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Tests.Schema;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Entities;

public sealed class EntityJsonSchemaTests
{
    private static readonly CedarSchema Schema = SchemaText.Sound("""
        namespace N {
          entity User in [Team] {
            friend?: User, ip?: ipaddr, n?: Long, s?: Set<User>, r?: { a: datetime, b?: Long }, c?: Colour, act?: Action,
            d?: decimal, dur?: duration, u?: __cedar::String, b?: Bool,
          } tags Set<ipaddr>;
          entity Team in [Org]; entity Org; entity Colour enum ["red"]; entity Plain { x: Long };
          action g; action a in g appliesTo { principal: User, resource: Team, context: { x?: ipaddr, who?: Set<User> } }; action h in a;
        }
        """);

    [Theory]
    [InlineData("""{"friend": {"type": "N::User", "id": "x"}}""", "{\"friend\": N::User::\"x\"}")]
    [InlineData("""{"friend": {"__entity": {"type": "N::User", "id": "x"}}}""", "{\"friend\": N::User::\"x\"}")]
    [InlineData("""{"s": [{"type": "N::User", "id": "x"}]}""", "{\"s\": [N::User::\"x\"]}")]
    [InlineData("""{"s": []}""", "{\"s\": []}")]
    [InlineData("""{"ip": "1.2.3.4"}""", "{\"ip\": ip(\"1.2.3.4/32\")}")]
    [InlineData("""{"ip": {"fn": "ip", "arg": "1.2.3.4"}}""", "{\"ip\": ip(\"1.2.3.4/32\")}")]
    [InlineData("""{"ip": {"fn": "ip", "args": ["1.2.3.4"]}}""", "{\"ip\": ip(\"1.2.3.4/32\")}")]
    [InlineData("""{"ip": {"__extn": {"fn": "ip", "arg": "1.2.3.4"}}}""", "{\"ip\": ip(\"1.2.3.4/32\")}")]
    [InlineData("""{"d": "1.5", "dur": "2ms"}""", "{\"d\": decimal(\"1.5000\"), \"dur\": duration(\"2ms\")}")]
    [InlineData("""{"r": {"a": "2024-01-01"}}""", "{\"r\": {\"a\": datetime(\"2024-01-01T00:00:00.000Z\")}}")]
    [InlineData("""{"r": {"a": {"fn": "offset", "args": ["2024-01-01", "1d"]}, "b": 1}}""", "{\"r\": {\"a\": datetime(\"2024-01-02T00:00:00.000Z\"), \"b\": 1}}")]
    [InlineData("""{"c": {"type": "N::Colour", "id": "red"}, "act": {"type": "N::Action", "id": "a"}}""", "{\"act\": N::Action::\"a\", \"c\": N::Colour::\"red\"}")]
    [InlineData("""{"u": "x", "n": -1, "b": true}""", "{\"b\": true, \"n\": -1, \"u\": \"x\"}")]
    public void EscapesMayBeLeftOut_WhereTheSchemaKnows(string attributes, string expected)
    {
        var result = EntityJson.Parse(User(attributes), Schema);

        Assert.True(result.Succeeded, string.Join('\n', result.Faults));
        Assert.True(result.Value.TryGet(new EntityUid("N::User", "u"), out var user));
        Assert.Equal(expected, user.Attributes.ToString());
    }

    [Theory]
    [InlineData("""{"friend": {"type": "N::Team", "id": "x"}}""", "attrs.friend: expected N::User, found an entity of type `N::Team`")]
    [InlineData("""{"friend": "x"}""", "attrs.friend: expected N::User, found a string")]
    [InlineData("""{"friend": {"id": "x"}}""", "[0].attrs.friend: \"type\" is missing")]
    [InlineData("""{"ip": {"fn": "decimal", "arg": "1.0"}}""", "attrs.ip: expected ipaddr, found `decimal(\"1.0000\")`")]
    [InlineData("""{"ip": "x"}""", "[0].attrs.ip: \"x\" is not a valid ip")]
    [InlineData("""{"ip": 1}""", "attrs.ip: expected ipaddr, found an integer")]
    [InlineData("""{"n": "1"}""", "attrs.n: expected Long, found a string")]
    [InlineData("""{"n": null}""", "[0].attrs.n: null is not a Cedar value")]
    [InlineData("""{"n": {"__expr": "1"}}""", "[0].attrs.n: \"__expr\" cannot be the name of an attribute")]
    [InlineData("""{"s": {"type": "N::User", "id": "a"}}""", "attrs.s: expected Set<N::User>, found a record")]
    [InlineData("""{"s": [{"type": "N::User", "id": "a"}, 1]}""", "attrs.s[1]: expected N::User, found an integer")]
    [InlineData("""{"r": {}}""", "attrs.r: \"a\" is missing")]
    [InlineData("""{"r": {"a": "2024-01-01", "bb": 1}}""", "attrs.r: \"bb\" is not declared: did you mean \"b\"?")]
    [InlineData("""{"r": [1]}""", "attrs.r: expected {\"a\": datetime, \"b\"?: Long}, found a set")]
    [InlineData("""{"c": {"type": "N::Colour", "id": "rad"}}""", "attrs.c: \"rad\" is not among the ids of `N::Colour`: did you mean \"red\"?")]
    [InlineData("""{"act": {"type": "N::Action", "id": "zz"}}""", "attrs.act: the schema has no action `N::Action::\"zz\"`")]
    [InlineData("""{"frend": 1}""", "attrs: \"frend\" is not declared: did you mean \"friend\"?")]
    [InlineData("""{"u": {"__extn": {"fn": "ip", "arg": "1.2.3.4"}}}""", "attrs.u: expected String, found `ip(\"1.2.3.4/32\")`")]
    public void Says_WhichAttributeIsNotAsDeclared(string attributes, string expected)
    {
        Assert.Equal($"N::User::\"u\": {expected}", Assert.Single(EntityJson.Parse(User(attributes), Schema).Faults).ToString());
    }

    [Theory]
    [InlineData("N::Usr", "", "\"parents\": []", "the schema has no entity type `N::Usr`: did you mean `N::User`?")]
    [InlineData("User", "", "\"parents\": []", "the schema has no entity type `User`: did you mean `N::User`?")]
    [InlineData("N::Plain", "", "\"parents\": []", "attrs: \"x\" is missing")]
    [InlineData("N::User", "", "\"parents\": [{\"type\": \"N::User\", \"id\": \"v\"}]", "parents: the schema does not let a `N::User` be in a `N::User`, such as N::User::\"v\"")]
    [InlineData("N::Colour", "", "\"parents\": []", "\"\" is not among the ids of `N::Colour`")]
    [InlineData("N::Colour", "red", "\"parents\": [{\"type\": \"N::Org\", \"id\": \"o\"}]", "parents: the schema does not let a `N::Colour` be in a `N::Org`, such as N::Org::\"o\"")]
    [InlineData("N::Org", "", "\"parents\": [], \"tags\": {\"a\": 1}", "tags: the schema gives a `N::Org` no tags")]
    [InlineData("N::User", "", "\"parents\": [], \"tags\": {\"a\": [1]}", "tags.a[0]: expected ipaddr, found an integer")]
    [InlineData("N::Action", "zz", "\"parents\": []", "the schema has no such action")]
    [InlineData("N::Action", "a", "\"parents\": []", "the schema says something else of the action: leave it out to take what the schema says")]
    [InlineData("N::Action", "h", "\"parents\": [{\"type\": \"N::Action\", \"id\": \"a\"}]", "the schema says something else of the action: leave it out to take what the schema says")]
    public void Says_WhichEntityIsNotAsDeclared(string type, string id, string rest, string expected)
    {
        var fault = Assert.Single(EntityJson.Parse($"[{{\"uid\": {{\"type\": \"{type}\", \"id\": \"{id}\"}}, \"attrs\": {{}}, {rest}}}]", Schema).Faults);

        Assert.Equal(expected, fault.Message);
    }

    [Theory]
    [InlineData("N::User", "u", "\"parents\": [{\"type\": \"N::Team\", \"id\": \"t\"}, {\"type\": \"N::Org\", \"id\": \"o\"}], \"tags\": {\"a\": [\"1.2.3.4\"]}")]
    [InlineData("N::Colour", "red", "\"parents\": []")]
    [InlineData("N::Action", "a", "\"parents\": [{\"type\": \"N::Action\", \"id\": \"g\"}]")]
    [InlineData("N::Action", "h", "\"parents\": [{\"type\": \"N::Action\", \"id\": \"a\"}, {\"type\": \"N::Action\", \"id\": \"g\"}]")]
    public void Takes_WhatIsAsDeclared(string type, string id, string rest)
    {
        var result = EntityJson.Parse($"[{{\"uid\": {{\"type\": \"{type}\", \"id\": \"{id}\"}}, \"attrs\": {{}}, {rest}}}]", Schema);

        Assert.True(result.Succeeded, string.Join('\n', result.Faults));
        Assert.Empty(Schema.Validate(result.Value));
    }

    [Fact]
    public void TheActionsOfTheSchema_AreInTheStore()
    {
        var store = EntityJson.Parse("[]", Schema).Value!;

        Assert.Equal(3, store.Count);
        Assert.True(store.IsIn(new EntityUid("N::Action", "h"), new EntityUid("N::Action", "g")));
        Assert.False(store.IsIn(new EntityUid("N::Action", "g"), new EntityUid("N::Action", "h")));
    }

    [Theory]
    [InlineData("""{"x": "1.2.3.4", "who": [{"type": "N::User", "id": "u"}]}""", "{\"who\": [N::User::\"u\"], \"x\": ip(\"1.2.3.4/32\")}")]
    [InlineData("{}", "{}")]
    public void ReadsAContext_AsItsActionDeclaresIt(string json, string expected)
    {
        Assert.Equal(expected, EntityJson.ParseContext(json, Schema, new EntityUid("N::Action", "a"), out var faults)?.ToString());
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("""{"x": 1}""", "a", "the context.x: expected ipaddr, found an integer")]
    [InlineData("""{"y": 1}""", "a", "the context: \"y\" is not declared")]
    [InlineData("""{"x": "1.2.3.4"}""", "g", "the context: \"x\" is not declared")]
    [InlineData("{}", "zz", "N::Action::\"zz\": the schema has no such action")]
    [InlineData("[]", "a", "the context: expected an object, found an array")]
    public void Says_WhatIsWrongWithAContext(string json, string action, string expected)
    {
        Assert.Null(EntityJson.ParseContext(json, Schema, new EntityUid("N::Action", action), out var faults));
        Assert.Equal(expected, Assert.Single(faults).ToString());
    }

    [Fact]
    public void WritesWhatItReads()
    {
        var store = EntityJson.Parse(
            """
            [{"uid": {"type": "N::User", "id": "é\n"}, "attrs": {"friend": {"type": "N::User", "id": "x"}, "ip": "10.0.0.0/8", "n": -9223372036854775808,
              "s": [{"type": "N::User", "id": "x"}], "r": {"a": {"fn": "offset", "args": ["2024-01-01", "9223370332771200000ms"]}, "b": 1}, "d": "-1.5", "dur": "1d", "u": "\"", "b": false},
              "parents": [{"type": "N::Team", "id": "t"}], "tags": {"k": ["::1"], "": []}},
             {"uid": {"type": "N::Team", "id": "t"}, "attrs": {}, "parents": [{"type": "N::Org", "id": "o"}]}]
            """,
            Schema).Value!;

        var json = EntityJson.Write(store);
        var again = EntityJson.Parse(json);

        Assert.True(again.Succeeded, string.Join('\n', again.Faults));
        Assert.Equal(Describe(store), Describe(again.Value));
        Assert.Equal(json, EntityJson.Write(again.Value));
        Assert.True(EntityJson.Parse(json, Schema).Succeeded);
    }

    [Fact]
    public void WritesEntities_AsOtherEnginesReadThem()
    {
        var store = new EntityStoreBuilder().Add(
            new EntityUid("U", "a"), [new EntityUid("G", "g")], RecordValue.Of(("f", new EntityUid("U", "b")), ("ip", IpValue.Parse("::1")!))).Build().Value!;

        Assert.Equal(
            """
            [{"uid":{"type":"U","id":"a"},"attrs":{"f":{"__entity":{"type":"U","id":"b"}},"ip":{"__extn":{"fn":"ip","arg":"0:0:0:0:0:0:0:1/128"}}},"parents":[{"type":"G","id":"g"}]}]
            """.Trim(),
            string.Concat(EntityJson.Write(store).Where(c => !char.IsWhiteSpace(c))));
    }

    [Fact]
    public void AStoreMadeInCode_IsCheckedToo()
    {
        var builder = new EntityStoreBuilder().Add(new EntityUid("N::User", "u"), attributes: RecordValue.Of(("n", "x"), ("b", true)));

        Assert.Equal("N::User::\"u\": attrs.n: expected Long, found a string", Assert.Single(builder.Build(Schema).Faults).ToString());
        Assert.Single(Schema.Validate(builder.Build().Value!));
    }

    [Fact]
    public void LongNames_DoNotMultiply()
    {
        var name = new string('n', 1_000_000);
        var json = $"[{{\"uid\": {{\"type\": \"U\", \"id\": \"a\"}}, \"parents\": [], \"attrs\": {{\"{name}\": [{string.Join(',', Enumerable.Repeat("1", 1_000_000))}, null]}}}}]";

        Assert.InRange(Assert.Single(EntityJson.Parse(json).Faults).Message.Length, 1, 200);
    }

    private static string User(string attributes) => $"[{{\"uid\": {{\"type\": \"N::User\", \"id\": \"u\"}}, \"attrs\": {attributes}, \"parents\": []}}]";

    private static string Describe(EntityStore store) => string.Join('\n', store.Entities.Select(entity =>
        $"{entity.Uid} {entity.Attributes} {entity.Tags} {string.Join(' ', entity.Ancestors.Select(uid => uid.ToString()).Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal));
}
