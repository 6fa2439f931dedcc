using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Tests.Schema;

namespace RemoteDev.Cedar.Tests.Entities;

/// <summary>Broken entities by the thousand, read for a schema: none may throw, and what is accepted is as declared and can be written.</summary>
public sealed class EntityJsonSchemaFuzzTests
{
    private const int Rounds = 5_000;

    private const string Schema = """
        entity U in [G] { n?: Long, s?: Set<U>, d?: decimal, t?: datetime, r?: { ip: ipaddr, c?: C } } tags Bool;
        entity G; entity C enum ["x"]; action g; action a in g;
        """;

    private const string Entities = """
        [{"uid": {"type": "U", "id": "a"}, "attrs": {"n": -12, "s": [{"type": "U", "id": ""}], "d": "1.5", "t": {"fn": "offset", "args": ["2024-01-01", "1d"]},
        "r": {"ip": {"__extn": {"fn": "ip", "arg": "::1"}}, "c": {"type": "C", "id": "x"}}}, "parents": [{"type": "G", "id": "r"}], "tags": {"t": true}},
        {"uid": {"type": "Action", "id": "a"}, "attrs": {}, "parents": [{"type": "Action", "id": "g"}]}]
        """;

    [Fact]
    public void EntityTexts_NeverThrow()
    {
        var schema = SchemaText.Sound(Schema);
        var texts = new BrokenTexts(20261124);
        var accepted = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var result = EntityJson.Parse(texts.Break(Entities), schema);
            Assert.Equal(result.Succeeded, result.Faults.Count == 0);
            if (result.Succeeded)
            {
                accepted++;
                Assert.Empty(schema.Validate(result.Value));
                Assert.True(EntityJson.Parse(EntityJson.Write(result.Value), schema).Succeeded);
            }
        }

        Assert.InRange(accepted, Rounds / 500, Rounds / 2);
    }
}
