using System.Security.Cryptography;

namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>Makes every case, has our engine answer it, and holds the answers against the oracle's.</summary>
internal sealed class Comparison
{
    private const int ChunkSize = 500;
    private const int ChunkCount = CaseMaker.Count / ChunkSize;

    private readonly byte[][] _digests = new byte[ChunkCount][];
    private readonly Answer[] _answers = new Answer[CaseMaker.Count];
    private readonly Dictionary<Question, int>[] _counts = new Dictionary<Question, int>[ChunkCount];

    public IReadOnlyList<Answer> Answers => _answers;

    /// <summary>Makes and answers all cases.</summary>
    public static Comparison Run()
    {
        var comparison = new Comparison();
        var next = -1;
        Parallel.For(0, Math.Min(Environment.ProcessorCount, 4), _ =>
        {
            var (maker, engine) = (new CaseMaker(OracleFiles.PolicyJson), new EngineAnswers());
            for (var chunk = Interlocked.Increment(ref next); chunk < ChunkCount; chunk = Interlocked.Increment(ref next))
            {
                comparison.RunChunk(chunk, maker, engine);
            }
        });
        return comparison;
    }

    /// <summary>What tells one set of cases from another.</summary>
    public byte[] Digest() => SHA256.HashData([.. _digests.SelectMany(digest => digest)]);

    /// <summary>How often our engine answered <paramref name="question"/>.</summary>
    public int Answered(Question question) => _counts.Sum(chunk => chunk.GetValueOrDefault(question));

    /// <summary>In how many cases there was JSON to compare.</summary>
    public int AnsweredJson() => _answers.Count(answer => answer.JsonHash > 0);

    /// <summary>The cases that differ, in order.</summary>
    public List<CaseDifference> Differences(VectorFile vectors)
    {
        var maker = new CaseMaker(OracleFiles.PolicyJson);
        List<CaseDifference> differences = [];
        var position = 0L;
        for (var number = 0; number < _answers.Length; number++)
        {
            var (ours, start) = (_answers[number], position);
            var oracles = new Answer([.. ours.Bits.Select((_, i) => (bool?)vectors.Bit(start + i))], vectors.Hash(number));
            position += ours.Bits.Count;
            if (!ours.AgreesWith(oracles) && CaseDifference.Between(ours, oracles, maker.Make(number)) is { } difference)
            {
                differences.Add(difference);
            }
        }

        return differences;
    }

    private void RunChunk(int chunk, CaseMaker maker, EngineAnswers engine)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var counts = new Dictionary<Question, int>();
        digest.AppendData(CaseLine.OfWorlds(maker).Span);
        for (var number = chunk * ChunkSize; number < (chunk + 1) * ChunkSize; number++)
        {
            var made = maker.Make(number);
            digest.AppendData(CaseLine.Of(made).Span);
            var answer = _answers[number] = engine.To(made);
            foreach (var (index, question) in Questions.Of(made).Index())
            {
                counts[question] = counts.GetValueOrDefault(question) + (answer.Bits[index] is null ? 0 : 1);
            }
        }

        (_digests[chunk], _counts[chunk]) = (digest.GetHashAndReset(), counts);
    }
}
