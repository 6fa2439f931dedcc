using System.Globalization;
using RemoteDev.Cedar.Tests.Oracle;

// The tests' own programme, for tests/oracle/run:
//   cases FILE [NUMBER]      writes all cases, or one, as lines of JSON
//   compare ANSWERS...       says how our engine's answers differ from those that the oracle wrote
//   pack FILE ANSWERS...     makes the vector file of the answers to all cases
switch (args)
{
    case ["cases", var file, .. var only]:
        WriteCases(file, only.Length > 0 ? int.Parse(only[0], CultureInfo.InvariantCulture) : null);
        return 0;
    case ["compare", .. var answers]:
        return Compare(answers);
    case ["pack", var file, .. var answers]:
        return Pack(file, answers);
    default:
        Console.Error.WriteLine("usage: cases FILE [NUMBER] | compare ANSWERS... | pack FILE ANSWERS...");
        return 2;
}

static void WriteCases(string path, int? only)
{
    var maker = new CaseMaker(OracleFiles.PolicyJson);
    using var file = File.Create(path);
    file.Write(CaseLine.OfWorlds(maker).Span);
    for (var number = only ?? 0; number <= (only ?? CaseMaker.Count - 1); number++)
    {
        file.Write(CaseLine.Of(maker.Make(number)).Span);
    }
}

static int Compare(string[] paths)
{
    var (maker, engine) = (new CaseMaker(OracleFiles.PolicyJson), new EngineAnswers());
    var (compared, different) = (0, 0);
    foreach (var (number, oracles) in paths.SelectMany(OracleAnswers.Read))
    {
        compared++;
        var made = maker.Make(number);
        if (CaseDifference.Between(engine.To(made), oracles, made) is { } difference)
        {
            different++;
            Console.WriteLine(difference);
        }
    }

    Console.WriteLine($"{compared} cases compared, {different} differ");
    return different == 0 ? 0 : 1;
}

static int Pack(string vectors, string[] paths)
{
    var comparison = Comparison.Run();
    var answers = new Answer[CaseMaker.Count];
    foreach (var (number, answer) in paths.SelectMany(OracleAnswers.Read))
    {
        answers[number] = answer;
    }

    for (var number = 0; number < answers.Length; number++)
    {
        if (answers[number]?.Bits.Count != comparison.Answers[number].Bits.Count)
        {
            Console.Error.WriteLine($"case {number} is not answered, or not with as many bits as it has questions");
            return 1;
        }
    }

    File.WriteAllBytes(vectors, VectorFile.Pack(comparison.Digest(), answers));
    return 0;
}
