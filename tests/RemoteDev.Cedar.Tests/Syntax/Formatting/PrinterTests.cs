using RemoteDev.Cedar.Syntax.Formatting;
using RemoteDev.Cedar.Tests.Fuzzing;

namespace RemoteDev.Cedar.Tests.Syntax.Formatting;

public sealed class PrinterTests
{
    [Theory]
    [InlineData("((1)) + (2 * (3)) == (4)", "1 + 2 * 3 == 4")]
    [InlineData("(1 + 2) * 3 == 4 - (5 - 6)", "(1 + 2) * 3 == 4 - (5 - 6)")]
    [InlineData("(true && false) && true", "(true && false) && true")]
    [InlineData("true && (false || true) || (true && false)", "true && (false || true) || true && false")]
    [InlineData("(1 == 1) == true", "(1 == 1) == true")]
    [InlineData("(if true then 1 else 2) == 1", "(if true then 1 else 2) == 1")]
    [InlineData("if (if true then true else false) then (1) else (if false then 2 else 3)", "if if true then true else false then 1 else if false then 2 else 3")]
    [InlineData("!(!(!(!(!true))))", "!!!!(!true)")]
    [InlineData("!(true && false)", "!(true && false)")]
    [InlineData("-(1) == -1", "-(1) == -1")]
    [InlineData("---1 == -(-(-(-1)))", "---1 == ----1")]
    [InlineData("-(-(-(-(-1)))) == 1", "----(-1) == 1")]
    [InlineData("-(true) == -(context.a)", "-(true) == -context.a")]
    [InlineData("(-1).a == -1.a", "(-1).a == -1.a")]
    [InlineData("(!true).a", "(!true).a")]
    [InlineData("principal[\"a\"][\"if\"][\"b c\"]", "principal.a[\"if\"][\"b c\"]")]
    [InlineData("principal has \"a\" && principal has a.b && principal has \"a.b\"", "principal has a && principal has a.b && principal has \"a.b\"")]
    [InlineData("(1 + 1 has a) && (1 is A::B in (C::\"d\")) || (\"a\" like \"\\x2a*\\*\\u{2a}\")", "1 + 1 has a && 1 is A::B in C::\"d\" || \"a\" like \"**\\**\"")]
    [InlineData("(principal is A) is B", "(principal is A) is B")]
    [InlineData("{\"b\": 1, a: {}, \"x y\": [], \"if\": [1, (2)]} == [{}]", "{a: {}, b: 1, \"if\": [1, 2], \"x y\": []} == [{}]")]
    [InlineData("ip(\"1.1.1.1\").isInRange(ip(\"::/0\")) && [1].contains((1 < 2)) && ip()", "ip(\"1.1.1.1\").isInRange(ip(\"::/0\")) && [1].contains(1 < 2) && ip()")]
    [InlineData("\"\\u{41}\\n\\t\\r\\0\\\\\\\"'é\\u{200b}\" == A::\"\\n\"", "\"A\\n\\t\\r\\0\\\\\\\"'é\\u{200b}\" == A::\"\\n\"")]
    public void WritesExpressionsWithTheFewestParentheses(string written, string expected)
    {
        Assert.Equal(expected, PolicyPrinter.Print(PolicyText.Condition(written)));
        Assert.Equal(expected, PolicyPrinter.Print(PolicyText.Condition(expected)));
    }

    [Fact]
    public void WritesAPolicyLaidOut()
    {
        var policy = PolicyText.Parse("""
            @id("a") @note @empty("") permit(principal is User in Role::"r", action in [Action::"a"], resource == File::"f") when { (true) } unless { false };
            """).Policies[0];

        Assert.Equal(
            """
            @id("a")
            @note
            @empty("")
            permit (
              principal is User in Role::"r",
              action in Action::"a",
              resource == File::"f"
            )
            when { true }
            unless { false };

            """,
            CedarFormatter.Print(policy));
    }

    [Fact]
    public void WritesTemplatesWithTheirSlots_AndLinksWithTheirEntities()
    {
        var set = PolicyText.Parse("permit(principal in ?principal, action in [], resource is F in ?resource);")
            .Link("policy0", "link", new EntityUid("User", "a"), new EntityUid("Folder", "b")).Value!;

        Assert.Equal("permit (principal in ?principal, action in [], resource is F in ?resource);", PolicyPrinter.Print(set.Templates[0]));
        Assert.Equal("permit (principal in User::\"a\", action in [], resource is F in Folder::\"b\");", PolicyPrinter.Print(set.Policies[0]));
    }

    [Fact]
    public void ReadingWhatIsWritten_GivesTheSamePolicy()
    {
        var generator = new PolicyTextGenerator(new Random(33));
        for (var round = 0; round < 1_000; round++)
        {
            var policy = Meaning.InOrder(PolicyText.Parse(generator.Policy())).Single();
            var again = Meaning.InOrder(PolicyText.Parse(CedarFormatter.Print(policy))).Single();

            Assert.Equal(PolicyPrinter.Print(policy), PolicyPrinter.Print(again));
            Assert.True(SameTree.Are(policy, again), PolicyPrinter.Print(policy));
        }
    }
}
