using Xunit.Abstractions;

namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>
/// Our engine against the reference implementation, on cases made by chance from a fixed seed. The reference was asked once, by
/// <c>tests/oracle/run</c>; its answers are in the vector file.
/// </summary>
public sealed class OracleTests(ITestOutputHelper output)
{
    private const int Shown = 10;

    [Fact]
    public void The_engine_answers_every_case_as_the_oracle_does()
    {
        var comparison = Comparison.Run();
        var vectors = new VectorFile(OracleFiles.Vectors);

        Assert.True(
            vectors.Digest.SequenceEqual(comparison.Digest()), "The cases are no longer those that the oracle answered: run tests/oracle/run, and commit its answers.");
        foreach (var question in Enum.GetValues<Question>())
        {
            output.WriteLine($"{question}: {Names.Number(comparison.Answered(question))} answers");
        }

        var differences = comparison.Differences(vectors);
        Assert.True(differences.Count == 0, $"{Names.Number(differences.Count)} cases differ\n{string.Join('\n', differences.Take(Shown))}");
        Assert.All(Enum.GetValues<Question>(), question => Assert.InRange(comparison.Answered(question), 1_000, int.MaxValue));
    }
}
