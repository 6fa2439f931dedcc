namespace RemoteDev.Cedar.Tests.Schema;

/// <summary>Broken schemas by the thousand: none may throw, and what is accepted must survive being printed in both syntaxes.</summary>
public sealed class SchemaFuzzTests
{
    private const int Rounds = 5_000;

    private const string Cedar = """
        @doc("x \u{e9}") namespace N::M { type T = {a?: Long, "b c": Set<ipaddr>}; type U = T;
        @q entity A, B in [C, N::M::C] = { @d a: U, s: __cedar::String } tags Set<T>; entity C enum ["x", "y\n"];
        action g; action "b c", d in [g, Action::"g"] appliesTo { principal: [A, B], resource: C, context: T, }; }
        entity Z { z?: N::M::A }; // end
        """;

    private readonly BrokenTexts _texts = new(20261122);

    [Fact]
    public void CedarTexts_NeverThrow()
    {
        var accepted = 0;
        for (var round = 0; round < Rounds; round++)
        {
            accepted += Check(_texts.Break(Cedar), CedarSchema.ParseCedar) ? 1 : 0;
        }

        Assert.InRange(accepted, Rounds / 100, Rounds / 2);
    }

    [Fact]
    public void JsonTexts_NeverThrow()
    {
        var sound = SchemaText.Sound(Cedar).ToJson().Replace("\n", "", StringComparison.Ordinal).Replace("  ", "", StringComparison.Ordinal);
        var accepted = 0;
        for (var round = 0; round < Rounds; round++)
        {
            accepted += Check(_texts.Break(sound), CedarSchema.ParseJson) ? 1 : 0;
        }

        // JSON forgives next to nothing.
        Assert.InRange(accepted, Rounds / 500, Rounds / 2);
    }

    private static bool Check(string text, Func<string, string, Result<CedarSchema>> parse)
    {
        var parsed = parse(text, "fuzz");
        Assert.Equal(parsed.Succeeded, parsed.Faults.Count == 0);
        Assert.All(parsed.Faults, fault => Assert.InRange(fault.Span.End, fault.Span.Start, text.Length));
        if (parsed.Value is { } schema)
        {
            var described = SchemaText.Describe(schema);
            Assert.Equal(described, SchemaText.Describe(CedarSchema.ParseJson(schema.ToJson(), "json").Value!));
            if (schema.ToCedar().Value is { } cedar)
            {
                Assert.Equal(described, SchemaText.Describe(SchemaText.Sound(cedar)));
            }
        }

        return parsed.Succeeded;
    }
}
