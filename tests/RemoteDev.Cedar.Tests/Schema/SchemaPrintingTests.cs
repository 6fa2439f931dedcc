namespace RemoteDev.Cedar.Tests.Schema;

public sealed class SchemaPrintingTests
{
    private const string Cedar = """
        @doc("people \n")
        namespace N {
          @t
          type T = {
            x?: Long,
            "y z": Set<ipaddr>,
          };
          @q
          entity A in [C, N::C] = {
            @d("e")
            a: T,
            empty: {},
          } tags Set<T>;
          entity C enum ["x", "y\""];
          action g;
          action "b c" in [g, M::Action::"z"] appliesTo {
            principal: [A],
            resource: [C, Z],
            context: T,
          };
        }

        namespace M {
          action z;
        }

        entity Z;

        """;

    [Fact]
    public void PrintsTheCedarSyntax_AsItIsBestRead()
    {
        Assert.Equal(Cedar, SchemaText.Sound(Cedar).ToCedar().Value);
    }

    [Fact]
    public void PrintsTheJsonSyntax()
    {
        Assert.Equal(
            """
            {
              "N": {
                "annotations": {
                  "doc": "é"
                },
                "commonTypes": {
                  "T": {
                    "type": "Record",
                    "attributes": {
                      "x": {
                        "type": "EntityOrCommon",
                        "name": "Long",
                        "required": false,
                        "annotations": {
                          "d": ""
                        }
                      }
                    }
                  }
                },
                "entityTypes": {
                  "A": {
                    "memberOfTypes": [
                      "A"
                    ],
                    "shape": {
                      "type": "Record",
                      "attributes": {
                        "s": {
                          "type": "Set",
                          "element": {
                            "type": "EntityOrCommon",
                            "name": "T"
                          }
                        }
                      }
                    },
                    "tags": {
                      "type": "EntityOrCommon",
                      "name": "__cedar::ipaddr"
                    }
                  },
                  "E": {
                    "enum": [
                      "x"
                    ]
                  }
                },
                "actions": {
                  "a": {
                    "memberOf": [
                      {
                        "id": "g"
                      }
                    ],
                    "appliesTo": {
                      "principalTypes": [
                        "A"
                      ],
                      "resourceTypes": [
                        "A",
                        "E"
                      ],
                      "context": {
                        "type": "T"
                      }
                    }
                  },
                  "g": {
                    "appliesTo": {
                      "principalTypes": [],
                      "resourceTypes": []
                    }
                  }
                }
              }
            }
            """,
            SchemaText.Sound("""
                @doc("é") namespace N { type T = {@d x?: Long}; entity A in A {s: Set<T>} tags __cedar::ipaddr; entity E enum ["x"];
                action a in g appliesTo { principal: A, resource: [A, E], context: T }; action g; }
                """).ToJson());
    }

    [Fact]
    public void EachSyntax_LeadsBackToTheSameSchema()
    {
        var schema = SchemaText.Sound(Cedar);
        var json = schema.ToJson();
        var fromJson = CedarSchema.ParseJson(json, "test").Value!;

        Assert.Equal(SchemaText.Describe(schema), SchemaText.Describe(fromJson));
        Assert.Equal(Cedar, fromJson.ToCedar().Value);
        Assert.Equal(json, fromJson.ToJson());
    }

    [Theory]
    [InlineData("""{"type": "Long"}""", "__cedar::Long")]
    [InlineData("""{"type": "String"}""", "String")]
    [InlineData("""{"type": "Extension", "name": "ipaddr"}""", "__cedar::ipaddr")]
    [InlineData("""{"type": "ipaddr"}""", "__cedar::ipaddr")]
    [InlineData("""{"type": "Extension", "name": "decimal"}""", "decimal")]
    [InlineData("""{"type": "Entity", "name": "Long"}""", "Long")]
    [InlineData("""{"type": "EntityOrCommon", "name": "Long"}""", "Long")]
    [InlineData("""{"type": "Entity", "name": "A"}""", "A")]
    [InlineData("""{"type": "Entity", "name": "Action"}""", "Action")]
    public void FindsTheCedarName_OfWhatJsonCallsByItsKind(string type, string expected)
    {
        var schema = CedarSchema.ParseJson(
            "{\"N\": {\"entityTypes\": {\"A\": {\"shape\": {\"type\": \"Record\", \"attributes\": {\"x\": " + type
            + "}}}, \"Long\": {}, \"ipaddr\": {}}, \"actions\": {\"act\": {}}}}",
            "test").Value!;

        var cedar = schema.ToCedar().Value!;

        Assert.Contains($"    x: {expected},\n", cedar, StringComparison.Ordinal);
        Assert.Equal(SchemaText.Describe(schema), SchemaText.Describe(SchemaText.Sound(cedar)));
    }

    [Fact]
    public void WritesOut_WhatJsonMayOnlyName()
    {
        var schema = CedarSchema.ParseJson(
            """
            {"N": {"commonTypes": {"T": {"type": "Record", "attributes": {"x": {"type": "Set", "element": {"type": "Record", "attributes": {}}},
                "y z": {"type": "Entity", "name": "A", "required": false}}}},
              "entityTypes": {"A": {"shape": {"type": "T"}}}, "actions": {}}}
            """,
            "test").Value!;

        var cedar = schema.ToCedar().Value!;

        Assert.Contains("  entity A = {\n    x: Set<{}>,\n    \"y z\"?: N::A,\n  };\n", cedar, StringComparison.Ordinal);
        Assert.Equal(SchemaText.Describe(schema), SchemaText.Describe(SchemaText.Sound(cedar)));
    }

    [Fact]
    public void Says_WhatTheCedarSyntaxCannotName()
    {
        var schema = CedarSchema.ParseJson(
            """
            {"N": {"commonTypes": {"A": {"type": "Long"}},
              "entityTypes": {"A": {}, "B": {"shape": {"type": "Record", "attributes": {"x": {"type": "Entity", "name": "A"}}}}}, "actions": {}}}
            """,
            "test").Value!;

        Assert.Equal(
            "test:2:109: the Cedar syntax has no name for the entity type `N::A` here, as something else has its name",
            Assert.Single(schema.ToCedar().Faults).ToString());
    }

    [Fact]
    public void AllSchemas_SurviveBothSyntaxes()
    {
        var schemas = new RandomSchema(20261123);
        for (var round = 0; round < 500; round++)
        {
            var schema = SchemaText.Sound(schemas.Next());
            var cedar = schema.ToCedar().Value!;
            var json = schema.ToJson();
            var fromCedar = SchemaText.Sound(cedar);
            var fromJson = CedarSchema.ParseJson(json, "json").Value!;

            Assert.Equal(SchemaText.Describe(schema), SchemaText.Describe(fromCedar));
            Assert.Equal(SchemaText.Describe(schema), SchemaText.Describe(fromJson));
            Assert.Equal((cedar, json), (fromCedar.ToCedar().Value, fromCedar.ToJson()));
            Assert.Equal((cedar, json), (fromJson.ToCedar().Value, fromJson.ToJson()));
        }
    }
}
