using System.Text;
using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar.Tests.Evaluation;

/// <summary>Whatever the parser accepts, the evaluator survives on a thread with the smallest stack the runtime gives by default.</summary>
public sealed class RecursionTests
{
    private const int StackSize = 1_536 * 1024;
    private const int Levels = ExpressionParser.MaxDepth - 1;

    [Theory]
    [InlineData("!!!!(true && (1 + 1 * (if true then 1 else 2)) == 2 && ", "true", ")")]
    [InlineData("[{a: ", "1", "}]")]
    [InlineData("(if true then ", "1", " else 2)")]
    [InlineData("----(0 + 1 * ", "1", ")")]
    [InlineData("principal has a || !!!!(principal is User in [principal] && ", "true", ")")]
    public void TheDeepestExpression_Evaluates(string before, string middle, string after)
    {
        // Half the levels: these patterns go down two levels each.
        var count = Levels / 2;
        var text = new StringBuilder().Insert(0, before, count).Append(middle).Insert(before.Length * count + middle.Length, after, count).ToString();
        string? result = null;
        var thread = new Thread(
            () =>
            {
                result = Evaluate.Expression(text);
                Assert.NotEmpty(PolicyText.Condition(text).References.Entities.Append(null));
            },
            StackSize);

        thread.Start();

        Assert.True(thread.Join(TimeSpan.FromMinutes(1)));
        Assert.NotNull(result);
        Assert.DoesNotContain("expected", result, StringComparison.Ordinal);
    }
}
