using System.Diagnostics;

namespace RemoteDev.Benchmarks.Ssh;

/// <summary>A target that sends a gigabyte, and a client that takes 100 kB of it a second for so long, then the rest: does the relay's memory grow?</summary>
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

        var slowly = taken;
        var rest = new byte[64 * 1024];
        while (await ssh.StandardOutput.BaseStream.ReadAsync(rest) is > 0 and var length)
        {
            taken += length;
        }

        await ssh.WaitForExitAsync();
        Console.WriteLine(
            $"slow reader: {slowly / 1e6:0.0} MB of {taken / 1e6:0.0} MB taken in {seconds} s; the relay's memory {before / 1e6:0.0} MB after {Warm / 10} s, "
            + $"at most {most / 1e6:0.0} MB since, {scene.Relay.WorkingSet / 1e6:0.0} MB at the end");
    }
}
