using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using RemoteDev.Gateway.Tests.Contain.Terminal;
using RemoteDev.Gateway.Tests.Contain.Transfers;
using Xunit.Abstractions;

namespace RemoteDev.Gateway.Tests.Contain;

/// <summary>What reads terminals and transfers, for as long as <c>tests/fuzz-ssh</c> asks, with a seed that differs from run to run.</summary>
[SuppressMessage("Security", "CA5394", Justification = "The same input for the same seed is the point.")]
public sealed class LongFuzzTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, Action<Random>> Rounds = new(StringComparer.Ordinal)
    {
        ["terminal filter against its reference"] = TerminalFilterFuzzTests.AgreesWithTheReference,
        ["terminal filter against terminals"] = TerminalFilterFuzzTests.LeavesNothing,
        ["sftp, refused"] = TransferFuzzTests.SftpRefused,
        ["sftp, permitted"] = TransferFuzzTests.SftpPermitted,
        ["scp"] = TransferFuzzTests.Scp,
        ["command lines"] = TransferFuzzTests.Exec,
    };

    [LongFuzzFact]
    public void BrokenInput_NeverThrows()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("SSH_FUZZ_SEED")!, CultureInfo.InvariantCulture);
        var budget = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable(LongFuzzFactAttribute.Variable)!, CultureInfo.InvariantCulture));
        var watch = Stopwatch.StartNew();
        var count = 0L;
        while (watch.Elapsed < budget)
        {
            foreach (var (name, round) in Rounds)
            {
                var one = unchecked(seed + (int)count++);
                try
                {
                    round(new Random(one));
                }
                catch (Exception failure)
                {
                    Assert.Fail($"{name}: new Random({one}) breaks it: {failure.Message}");
                }
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fuzz: {count} conversations, seed {seed}, no failure"));
        Assert.InRange(count, 1, long.MaxValue);
    }
}
