using System.Diagnostics;
using System.Globalization;

namespace RemoteDev.Benchmarks.Ssh;

/// <summary>
/// Octets per second and processor seconds per gigabyte, one connection, to the client and from it. The ways take turns; a ratio is formed
/// inside each round.
/// </summary>
internal static class ThroughputPart
{
    public static async Task RunAsync(Scene scene, int megabytes, int rounds)
    {
        foreach (var download in (bool[])[true, false])
        {
            var seen = Scene.Ways.ToDictionary(way => way, _ => new List<Transfer>());
            foreach (var way in Scene.Ways)
            {
                await MeasureAsync(scene, way, megabytes / 4, download);
            }

            for (var round = 0; round < rounds; round++)
            {
                foreach (var way in Scene.Ways)
                {
                    seen[way].Add(await MeasureAsync(scene, way, megabytes, download));
                }
            }

            Console.WriteLine(download ? $"throughput, {megabytes} MB to the client:" : $"throughput, {megabytes} MB from the client:");
            foreach (var way in Scene.Ways)
            {
                var ratio = seen[way].Zip(seen[Way.Direct], (one, direct) => one.MegabytesPerSecond / direct.MegabytesPerSecond);
                Console.WriteLine(
                    $"  {way,-13} {Numbers.Median(seen[way].Select(one => one.MegabytesPerSecond)),5:0} MB/s ({Numbers.Median(ratio):0.00} of direct), "
                    + $"processor s/GB: between {Numbers.Median(seen[way].Select(one => one.Between)):0.00}, target {Numbers.Median(seen[way].Select(one => one.Target)):0.00}");
            }

            var proxied = Numbers.Median(seen[Way.Jump].Select(one => one.Between + one.Target));
            foreach (var way in (Way[])[Way.Relay, Way.SpinningRelay])
            {
                Console.WriteLine($"  {way,-13} costs {Numbers.Median(seen[way].Select(one => one.Between)) / proxied:0.00} of what jump and target cost");
            }
        }
    }

    private static async Task<Transfer> MeasureAsync(Scene scene, Way way, int megabytes, bool download)
    {
        var octets = megabytes * 1_000_000L;
        await scene.Target.UntilQuietAsync();
        var (between, target) = (await scene.TimeBetweenAsync(way), scene.Target.ProcessorTimeOfEnded);
        var begun = Stopwatch.GetTimestamp();
        using (var ssh = scene.Start(way, download ? $"head -c {octets} /dev/zero" : "wc -c"))
        {
            var counted = download ? await TakeAsync(ssh) : await GiveAsync(ssh, octets);
            await ssh.WaitForExitAsync();
            if (counted != octets)
            {
                throw new InvalidOperationException($"{counted} octets arrived of {octets}.");
            }
        }

        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await scene.Target.UntilQuietAsync();
        var gigabytes = octets / 1e9;
        return new Transfer(
            megabytes / seconds,
            (await scene.TimeBetweenAsync(way) - between).TotalSeconds / gigabytes,
            (scene.Target.ProcessorTimeOfEnded - target).TotalSeconds / gigabytes);
    }

    private static async Task<long> TakeAsync(Process ssh)
    {
        var buffer = new byte[256 * 1024];
        var counted = 0L;
        while (await ssh.StandardOutput.BaseStream.ReadAsync(buffer) is var read and > 0)
        {
            counted += read;
        }

        return counted;
    }

    private static async Task<long> GiveAsync(Process ssh, long octets)
    {
        var buffer = new byte[250_000];
        for (var given = 0L; given < octets; given += buffer.Length)
        {
            await ssh.StandardInput.BaseStream.WriteAsync(buffer);
        }

        ssh.StandardInput.Close();
        return long.Parse(await ssh.StandardOutput.ReadToEndAsync(), CultureInfo.InvariantCulture);
    }

    private readonly record struct Transfer(double MegabytesPerSecond, double Between, double Target);
}
