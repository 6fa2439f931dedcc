using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace RemoteDev.Cedar.Tests.Fuzzing;

/// <summary>The same targets for as long as <c>tests/fuzz-cedar</c> asks, with a seed that differs from run to run.</summary>
public sealed class LongFuzzTests(ITestOutputHelper output)
{
    [LongFuzzFact]
    public void BrokenTexts_NeverThrow()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("CEDAR_FUZZ_SEED")!, CultureInfo.InvariantCulture);
        var budget = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable(LongFuzzFactAttribute.Variable)!, CultureInfo.InvariantCulture));
        var texts = new BrokenTexts(seed);
        var watch = Stopwatch.StartNew();
        var count = 0L;
        while (watch.Elapsed < budget)
        {
            foreach (var target in FuzzTargets.All)
            {
                Try(target, texts.Break(target.Sound[(int)(count / FuzzTargets.All.Count % target.Sound.Count)]));
                count++;
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fuzz: {count} texts, seed {seed}, no failure"));
        Assert.InRange(count, 1, long.MaxValue);
    }

    private static void Try(FuzzTarget target, string text)
    {
        try
        {
            target.Accepts(text);
        }
        catch (Exception e)
        {
            // Saved as UTF-16, which holds any text, also one that is not well-formed.
            var path = Path.Combine(Environment.GetEnvironmentVariable("CEDAR_FUZZ_OUT") ?? Path.GetTempPath(), $"fuzz-{target.Name}.txt");
            File.WriteAllBytes(path, System.Text.Encoding.Unicode.GetBytes(text));
            Assert.Fail($"{target.Name}: {e.Message}; the text is in {path}");
        }
    }
}
