using System.Globalization;

namespace RemoteDev.Benchmarks.Ssh;

/// <summary>
/// Our SSH relay against a stock sshd: straight to the target, and through a jump host. Stock clients and a stock target throughout; every
/// programme is a process of its own, so that its processor time is its own.
/// </summary>
internal static class SshBenchmark
{
    private static readonly string[] All = ["throughput", "handshake", "memory", "echo", "slow"];

    public static async Task<int> RunAsync(string[] options)
    {
        var (megabytes, rounds, seconds, parts) = (400, 5, 20, new List<string>());
        for (var i = 0; i < options.Length; i++)
        {
            switch (options[i])
            {
                case "--mb":
                    megabytes = int.Parse(options[++i], CultureInfo.InvariantCulture);
                    break;
                case "--rounds":
                    rounds = int.Parse(options[++i], CultureInfo.InvariantCulture);
                    break;
                case "--seconds":
                    seconds = int.Parse(options[++i], CultureInfo.InvariantCulture);
                    break;
                default:
                    parts.Add(options[i]);
                    break;
            }
        }

        if (parts.Except(All, StringComparer.Ordinal).Any())
        {
            await Console.Error.WriteLineAsync($"parts: {string.Join(' ', All)}");
            return 2;
        }

        using var scene = await Scene.OpenAsync();
        Console.WriteLine($"machine: {Environment.ProcessorCount} cores, .NET {Environment.Version}; {rounds} rounds; the gateway and its relay have {Scene.Calm.Key}={Scene.Calm.Value}");
        foreach (var part in parts.Count == 0 ? [.. All] : parts)
        {
            await (part switch
            {
                "throughput" => ThroughputPart.RunAsync(scene, megabytes, rounds),
                "handshake" => HandshakePart.RunAsync(scene, rounds),
                "memory" => MemoryPart.RunAsync(scene),
                "echo" => EchoPart.RunAsync(scene, rounds),
                _ => SlowReaderPart.RunAsync(scene, seconds),
            });
        }

        return 0;
    }
}
