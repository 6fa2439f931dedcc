using System.Text;

namespace RemoteDev.Cedar.Tests.Schema;

public sealed class JsonSchemaReaderTests
{
    [Fact]
    public void Reads_WhatASchemaCanSay()
    {
        var schema = Sound("""
            {"N": {
              "annotations": {"doc": "x", "if": null},
              "commonTypes": {"T": {"type": "Record", "attributes": {"a": {"type": "Long", "required": false, "annotations": {"d": "y"}}}, "annotations": {"e": ""}}},
              "entityTypes": {
                "User": {"memberOfTypes": ["Team", "N::Team"], "shape": {"type": "T"}, "tags": {"type": "Set", "element": {"type": "EntityOrCommon", "name": "T"}}},
                "Team": {"shape": {"type": "Record", "attributes": {"b": {"type": "Boolean"}, "c": {"type": "Bool"}, "e": {"type": "Entity", "name": "Colour"},
                  "i": {"type": "Extension", "name": "ipaddr"}, "j": {"type": "ipaddr"}, "k": {"type": "__cedar::String"}}, "additionalAttributes": false}},
                "Colour": {"enum": ["red", "green"], "annotations": {}}},
              "actions": {
                "": {}, "null": {"appliesTo": null, "memberOf": null, "attributes": null},
                "read": {"memberOf": [{"id": ""}, {"id": "null", "type": "N::Action"}, {"id": "", "type": null}],
                  "appliesTo": {"principalTypes": ["User"], "resourceTypes": ["Team"], "context": {"type": "T"}}, "annotations": {"f": "g"}}}},
             "": {"entityTypes": {}, "actions": {}}}
            """);

        Assert.Equal(
            """
            N::Colour in [] {} enum [red, green]
            N::Team in [] {"b": Bool, "c": Bool, "e": N::Colour, "i": ipaddr, "j": ipaddr, "k": String}
            N::User in [N::Team] {"a"?: Long} tags Set<{"a"?: Long}>
            N::Action::"" in [] for [] on [] with {}
            N::Action::"null" in [] for [] on [] with {}
            N::Action::"read" in [N::Action::"", N::Action::"null"] for [N::User] on [N::Team] with {"a"?: Long}
            """,
            SchemaText.Describe(schema));
    }

    [Theory]
    [InlineData("", "1:1: this is not JSON")]
    [InlineData("[]", "1:1: expected an object with the namespaces, found an array")]
    [InlineData("{\"\": {}, }", "1:10: this is not JSON")]
    [InlineData("{\"A\": {}} x", "1:11: this is not JSON")]
    [InlineData("{\"entityTypes\": {}, \"actions\": {}}", "1:2: \"entityTypes\" stands in a namespace: write {\"\": {\"entityTypes\": …}} for the empty one")]
    [InlineData("{\"A\": {\"actions\": {}}}", "1:7: \"entityTypes\" is missing here")]
    [InlineData("{\"A\": {\"entityTypes\": {}, \"actions\": {}, \"commonTipes\": {}}}", "1:42: \"commonTipes\" has no meaning here: did you mean \"commonTypes\"?")]
    [InlineData("{\"\": {\"entityTypes\": {}, \"actions\": {}, \"annotations\": {\"a\": \"b\"}}}", "1:41: the empty namespace has no annotations")]
    [InlineData("{\"A\": {\"entityTypes\": {}, \"actions\": {}, \"annotations\": {\"a b\": \"b\"}}}", "1:58: \"a b\" cannot be the name of an annotation")]
    [InlineData("{\"A B\": {\"entityTypes\": {}, \"actions\": {}}}", "1:2: \"A B\" is not a name")]
    [InlineData("{\"__cedar\": {\"entityTypes\": {}, \"actions\": {}}}", "1:2: `__cedar` is reserved for Cedar's own types")]
    [InlineData("{\"\": {\"entityTypes\": {\"N::A\": {}}, \"actions\": {}}}", "1:23: \"N::A\" is not a name")]
    [InlineData("{\"\": {\"entityTypes\": {\"A\": {}, \"A\": {}}, \"actions\": {}}}", "1:32: \"A\" occurs twice in one object")]
    [InlineData("{\"\": {\"commonTypes\": null, \"entityTypes\": {}, \"actions\": {}}}", "1:22: expected an object, found null")]
    [InlineData("{\"\": {\"commonTypes\": {\"Long\": {\"type\": \"Long\"}}, \"entityTypes\": {}, \"actions\": {}}}", "1:23: no common type can have the name `Long`, which schemas in JSON use for themselves")]
    [InlineData("{\"\": {\"commonTypes\": {\"T\": {\"type\": \"Long\", \"required\": true}}, \"entityTypes\": {}, \"actions\": {}}}", "1:45: \"required\" has no meaning here")]
    public void Says_WhatIsWrongWithANamespace(string text, string expected)
    {
        Assert.StartsWith(expected, Faults(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type": "Long", "name": "x"}""", "\"name\" has no meaning here")]
    [InlineData("""{"type": "Set"}""", "\"element\" is missing here")]
    [InlineData("""{"type": "Set", "element": {"type": "Long", "required": true}}""", "\"required\" has no meaning here")]
    [InlineData("""{"type": "Record"}""", "\"attributes\" is missing here")]
    [InlineData("""{"type": "Record", "attributes": {}, "additionalAttributes": true}""", "a record has the attributes that are declared and no other: \"additionalAttributes\" can only be false")]
    [InlineData("""{"type": "Entity"}""", "\"name\" is missing here")]
    [InlineData("""{"type": "Entity", "name": "B"}""", "`B` is not declared as an entity type")]
    [InlineData("""{"type": "Entity", "name": "__cedar::Long"}""", "`__cedar::Long` is a common type, but an entity type must stand here")]
    [InlineData("""{"type": "Extension", "name": "ip"}""", "there is no extension type `ip`: did you mean `ipaddr`?")]
    [InlineData("""{"type": "Aa"}""", "`Aa` is an entity type, but a common type must stand here")]
    [InlineData("""{"type": "Foo bar"}""", "\"Foo bar\" is not a name")]
    [InlineData("""{"type": null}""", "expected a string, found null")]
    [InlineData("""{"typ": "Long"}""", "\"type\" is missing here")]
    [InlineData("""{"type": "Long", "required": 1}""", "expected true or false, found a number")]
    [InlineData("\"Long\"", "expected a type, which is an object, found a string")]
    [InlineData("""{"type": "\ud800"}""", "a string must be well-formed Unicode")]
    public void Says_WhatIsWrongWithAType(string type, string expected)
    {
        var faults = Faults("{\"\": {\"entityTypes\": {\"Aa\": {\"shape\": {\"type\": \"Record\", \"attributes\": {\"x\": " + type + "}}}}, \"actions\": {}}}");

        Assert.Equal(expected, faults[(faults.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
    }

    [Theory]
    [InlineData("""{"memberOfTypes": null}""", "{}", "expected an array, found null")]
    [InlineData("""{"memberOfTypes": ["Bb"]}""", "{}", "`Bb` is not declared as an entity type")]
    [InlineData("""{"shape": {"type": "Long"}}""", "{}", "the attributes of `Aa` must be a record, not Long")]
    [InlineData("""{"tags": null}""", "{}", "expected a type, which is an object, found null")]
    [InlineData("""{"enum": []}""", "{}", "an enumerated entity type has at least one id")]
    [InlineData("""{"enum": ["a"], "tags": {"type": "Long"}}""", "{}", "\"tags\" has no meaning here")]
    [InlineData("{}", """{"appliesTo": {}}""", "\"principalTypes\" is missing here\n\"resourceTypes\" is missing here")]
    [InlineData("{}", """{"appliesTo": {"principalTypes": ["Aa"], "resourceTypes": ["Aa"], "context": null}}""", "expected a type, which is an object, found null")]
    [InlineData("{}", """{"appliesTo": {"principalTypes": ["Aa"], "resourceTypes": ["Aa"], "context": {"type": "Long"}}}""", "the context of the action \"act\" must be a record, not Long")]
    [InlineData("{}", """{"memberOf": ["b"]}""", "expected an object, found a string")]
    [InlineData("{}", """{"memberOf": [{"id": "b", "x": 1}]}""", "\"x\" has no meaning here")]
    [InlineData("{}", """{"memberOf": [{"id": "act", "type": "Foo"}]}""", "`Foo::\"act\"` is not declared as an action: did you mean `Action::\"act\"`?")]
    [InlineData("{}", """{"attributes": {}}""", "actions have no attributes")]
    public void Says_WhatIsWrongWithADeclaration(string entityType, string action, string expected)
    {
        var faults = Faults("{\"\": {\"entityTypes\": {\"Aa\": " + entityType + "}, \"actions\": {\"act\": " + action + "}}}");

        Assert.Equal(expected, string.Join('\n', faults.Split('\n').Select(fault => fault[(fault.IndexOf(' ', StringComparison.Ordinal) + 1)..])));
    }

    [Fact]
    public void CountsColumnsInCharacters()
    {
        Assert.Equal("2:10: expected an object, found a number", Faults("{\"A\": {\"entityTypes\": {}, \"actions\": {\n  \"é😀\": 1}}}"));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"\":")]
    [InlineData("{\"a\":1,")]
    [InlineData("\\")]
    public void LongBadTexts_EndInFaults(string piece)
    {
        var text = new StringBuilder().Insert(0, piece, 400_000 / piece.Length).ToString();

        Assert.InRange(CedarSchema.ParseJson(text, "long").Faults.Count, 1, 60);
    }

    [Fact]
    public void Refuses_TypesThatNestTooDeep()
    {
        var type = string.Concat(Enumerable.Repeat("{\"type\": \"Set\", \"element\": ", 450)) + "{\"type\": \"Long\"}" + new string('}', 450);

        Assert.EndsWith("the type nests deeper than 400 levels", Faults("{\"\": {\"entityTypes\": {}, \"actions\": {}, \"commonTypes\": {\"T\": " + type + "}}}"), StringComparison.Ordinal);
    }

    private static CedarSchema Sound(string text)
    {
        var parsed = CedarSchema.ParseJson(text, "test");
        Assert.True(parsed.Succeeded, string.Join('\n', parsed.Faults));
        return parsed.Value;
    }

    private static string Faults(string text)
    {
        var parsed = CedarSchema.ParseJson(text, "test");
        Assert.Equal(parsed.Succeeded, parsed.Faults.Count == 0);
        return string.Join('\n', parsed.Faults.Select(fault => fault.ToString()["test:".Length..]));
    }
}
