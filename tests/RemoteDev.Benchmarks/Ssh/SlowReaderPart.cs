using System.Diagnostics;

namespace RemoteDev.Benchmarks.Ssh;

/// <summary>A target that would send a gigabyte, and a client that takes 100 kB a second: does the relay's memory grow?</summary>
internal static class SlowReaderPart
{
    private const int PerTenth = 10_000;
    private const int Warm = 30;

    public static async Task RunAsync(Scene scene, int seconds)
    {
        using var ssh = scene.Start(Way.Relay, "head -c 1000000000 /dev/zero");
        var buffer = new byte[PerTenth];
        var (before, most, taken) = (0L, 0L, 0L);
        var begun = Stopwatch.StartNew();
        for (var tenth = 0; tenth < seconds * 10; tenth++)
        {
            await ssh.StandardOutput.BaseStream.ReadExactlyAsync(buffer);
            taken += buffer.Length;
            var now = scene.Relay.WorkingSet;
            before = tenth == Warm ? now : before;
            most = tenth >= Warm ? Math.Max(most, now) : 0;
            var ahead = TimeSpan.FromMilliseconds(100 * (tenth + 1)) - begun.Elapsed;
            await Task.Delay(ahead > TimeSpan.Zero ? ahead : TimeSpan.Zero);
        }

        ssh.Kill();
        await ssh.WaitForExitAsync();
        Console.WriteLine(
            $"slow reader: {taken / 1e6:0.0} MB of 1 GB taken in {seconds} s; the relay's memory {before / 1e6:0.0} MB after {Warm / 10} s, "
            + $"at most {most / 1e6:0.0} MB since");
    }
}
