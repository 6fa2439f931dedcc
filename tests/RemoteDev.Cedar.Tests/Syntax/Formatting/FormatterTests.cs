using RemoteDev.Cedar.Syntax.Formatting;
using RemoteDev.Cedar.Tests.Conformance;
using RemoteDev.Cedar.Tests.Fuzzing;

namespace RemoteDev.Cedar.Tests.Syntax.Formatting;

public sealed class FormatterTests
{
    private const int Rounds = 1_000;

    [Fact]
    public void WritesPoliciesTheUsualWay()
    {
        Assert.Equal(
            """
            // The house rules.

            // Vendors.
            @id("offshore")
            @watermark
            permit (
              principal in Vendor::"acme", // who
              action in [Action::"browse", Action::"open"],
              resource is Project in Project::"payments"
            )
            when
            {
              context.openWindows.contains(Window::"lagos-office") &&
              principal.attestations has nda &&
              // not expired
              context.now < principal.attestations.nda
            };

            // Source stays inside.
            forbid (principal, action, resource)
            unless { context.origin == "inside" }; // ever

            // The end.

            """,
            Format("""


                // The house rules.


                // Vendors.
                @id("offshore") @watermark permit(principal in Vendor::"acme", // who
                action in [Action::"browse",Action::"open",], resource is Project in Project::"payments",)
                when {context.openWindows.contains(Window::"lagos-office")&&principal.attestations has nda&&
                // not expired
                context.now<principal.attestations.nda};
                // Source stays inside.
                forbid(principal,action,resource)unless{context.origin=="inside"}; // ever


                // The end.

                """));
    }

    [Fact]
    public void BreaksWhatDoesNotFitTheLine()
    {
        Assert.Equal(
            """
            permit (principal, action, resource)
            when
            {
              if
                context.first
              then
                [1,
                 22222222222,
                 33333333333,
                 44444444444].contains(context)
              else
                {
                  a: context.b,
                  "c d": -1234567
                } ==
                resource.thing
                  .that
                  .is_["somewhere"]
            };

            """,
            Format(
                """permit(principal,action,resource) when{if context.first then [1,22222222222,33333333333,44444444444].contains(context) else {a:context.b,"c d":-1234567}==resource.thing.that.is_["somewhere"]};""",
                new FormatOptions(LineWidth: 36)));
    }

    [Fact]
    public void IndentsAsMuchAsAsked()
    {
        Assert.Equal("permit (\n    principal == A::\"b\",\n    action,\n    resource\n);\n", Format("permit(principal==A::\"b\",action,resource);", new FormatOptions(IndentWidth: 4)));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("  \n\n", "")]
    [InlineData("// alone", "// alone\n")]
    [InlineData("\r\n// one\r\n\r\n\r\n// two\r", "// one\n\n// two\n")]
    public void WritesTextsWithoutPolicies(string text, string expected)
    {
        Assert.Equal(expected, Format(text));
    }

    [Fact]
    public void ReportsWhatCannotBeRead()
    {
        var result = CedarFormatter.Format("permit(principal,action,resource)", "a.cedar");

        Assert.Null(result.Value);
        Assert.Equal("a.cedar:1:34: expected `;` after `)`, found the end of the text", Assert.Single(result.Faults).ToString());
    }

    [Fact]
    public void RefusesTextThatLayoutWouldMakeTooLong()
    {
        // Each element on a line of its own, half a line to the right: forty times the input.
        var text = $"permit(principal,action,resource) when {{ {new string('[', 100)}{string.Join(',', Enumerable.Repeat("1", 200_000))}{new string(']', 100)} == 1 }};";

        Assert.Equal("x:1:1: formatted, the text would be longer than 4194304 characters", Assert.Single(CedarFormatter.Format(text, "x").Faults).ToString());
    }

    [Fact]
    public void KeepsMeaningAndComments_OfGeneratedPolicies()
    {
        var random = new Random(31);
        var generator = new PolicyTextGenerator(random);
        for (var round = 0; round < Rounds; round++)
        {
            var text = generator.Policies(1 + (round % 3));
            AssertKeeps(text, FormatOptions.Default);
            AssertKeeps(Meaning.WithCommentsEverywhere(text, random), new FormatOptions(LineWidth: 20 + (round % 100), IndentWidth: round % 5));
        }
    }

    [ConformanceFact]
    public void KeepsMeaningAndComments_OfTheCorpus()
    {
        var random = new Random(32);
        var count = 0;
        foreach (var (path, text) in ConformanceFolder.ReadFolder().Concat(ConformanceFolder.ReadArchive()))
        {
            if (path.EndsWith(".cedar", StringComparison.Ordinal))
            {
                AssertKeeps(text, FormatOptions.Default);
                AssertKeeps(Meaning.WithCommentsEverywhere(text, random), FormatOptions.Default);
                count++;
            }
        }

        Assert.InRange(count, 3_900, int.MaxValue);
    }

    private static void AssertKeeps(string text, FormatOptions options)
    {
        var formatted = Format(text, options);

        Assert.Equal(Meaning.Of(text), Meaning.Of(formatted));
        Assert.Equal(Meaning.CommentsOf(text), Meaning.CommentsOf(formatted));
        Assert.Equal(formatted, Format(formatted, options));
    }

    private static string Format(string text, FormatOptions? options = null)
    {
        var result = CedarFormatter.Format(text, "test.cedar", options);
        Assert.Empty(result.Faults);
        return result.Value!;
    }
}
