using System.Diagnostics;

namespace RemoteDev.Benchmarks.Ssh;

/// <summary>One octet to a cat at the target and back, over connections that stay open. The ways take turns, a hundred octets at a time.</summary>
internal static class EchoPart
{
    private const int Turn = 100;

    public static async Task RunAsync(Scene scene, int rounds)
    {
        var open = Scene.Ways.ToDictionary(way => way, way => scene.Start(way, "cat"));
        var samples = Scene.Ways.ToDictionary(way => way, _ => new List<double>());
        try
        {
            for (var turn = 0; turn < 2 + (rounds * 4); turn++)
            {
                foreach (var way in Scene.Ways)
                {
                    var seen = await EchoAsync(open[way]);
                    if (turn > 1)
                    {
                        samples[way].AddRange(seen);
                    }
                }
            }
        }
        finally
        {
            foreach (var ssh in open.Values)
            {
                ssh.StandardInput.Close();
                await ssh.WaitForExitAsync();
                ssh.Dispose();
            }
        }

        Console.WriteLine($"echo of one octet, {samples[Way.Direct].Count} times:");
        var jump = Numbers.Quantile(samples[Way.Jump], 0.99);
        foreach (var way in Scene.Ways)
        {
            var p99 = Numbers.Quantile(samples[way], 0.99);
            Console.WriteLine(
                $"  {way,-13} p50 {Numbers.Median(samples[way]):0} us, p90 {Numbers.Quantile(samples[way], 0.9):0} us, "
                + $"p99 {p99:0} us ({p99 / jump:0.00} of the jump's)");
        }
    }

    private static async Task<List<double>> EchoAsync(Process ssh)
    {
        var seen = new List<double>();
        var octet = new byte[1];
        for (var i = 0; i < Turn; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await ssh.StandardInput.BaseStream.WriteAsync(octet);
            await ssh.StandardInput.BaseStream.FlushAsync();
            await ssh.StandardOutput.BaseStream.ReadExactlyAsync(octet);
            seen.Add(Stopwatch.GetElapsedTime(begun).TotalMicroseconds);
        }

        return seen;
    }
}
