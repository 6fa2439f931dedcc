using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace RemoteDev.Ssh.Tests.Fuzzing;

/// <summary>The same targets for as long as <c>tests/fuzz-ssh</c> asks, with a seed that differs from run to run.</summary>
public sealed class LongFuzzTests(ITestOutputHelper output)
{
    [LongFuzzFact]
    public void BrokenInput_NeverThrows()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("SSH_FUZZ_SEED")!, CultureInfo.InvariantCulture);
        var budget = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable(LongFuzzFactAttribute.Variable)!, CultureInfo.InvariantCulture));
        var input = new BrokenOctets(seed);
        var watch = Stopwatch.StartNew();
        var count = 0L;
        while (watch.Elapsed < budget)
        {
            foreach (var target in FuzzTargets.All)
            {
                Try(target, input.Break(target.Sound[(int)(count / FuzzTargets.All.Count % target.Sound.Count)]));
                count++;
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fuzz: {count} inputs, seed {seed}, no failure"));
        Assert.InRange(count, 1, long.MaxValue);
    }

    private static void Try(FuzzTarget target, byte[] input)
    {
        try
        {
            target.Accepts(input);
        }
        catch (Exception e)
        {
            var path = Path.Combine(Environment.GetEnvironmentVariable("SSH_FUZZ_OUT") ?? Path.GetTempPath(), $"fuzz-{target.Name}.bin");
            File.WriteAllBytes(path, input);
            Assert.Fail($"{target.Name}: {e.Message}; the input is in {path}");
        }
    }
}
