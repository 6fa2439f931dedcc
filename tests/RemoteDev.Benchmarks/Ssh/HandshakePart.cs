using System.Diagnostics;
using RemoteDev.Benchmarks.Proxy;
using RemoteDev.Ssh;

namespace RemoteDev.Benchmarks.Ssh;

/// <summary>
/// Processor time of a server for one connection: keys, login by public key, goodbye. The same client for both servers, in turns.
/// </summary>
internal static class HandshakePart
{
    private const int WarmUp = 400;
    private const int Ours = 200;
    private const int Theirs = 20;

    public static async Task RunAsync(Scene scene, int rounds)
    {
        using var end = await Child.StartAsync([Scene.Calm], "ssh-end", scene.KeyFile);
        var hostKey = Keys.FromWord(end.Host);
        await ConnectAsync(scene, end.Address.Port, hostKey, WarmUp);
        var (ours, theirs, took) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            var before = end.ProcessorTime;
            var begun = Stopwatch.GetTimestamp();
            await ConnectAsync(scene, end.Address.Port, hostKey, Ours);
            took.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds / Ours);
            ours.Add((end.ProcessorTime - before).TotalMilliseconds / Ours);

            await scene.Target.UntilQuietAsync();
            before = scene.Target.ProcessorTimeOfEnded;
            await ConnectAsync(scene, scene.Target.Port, scene.Target.HostKey, Theirs);
            await scene.Target.UntilQuietAsync();
            theirs.Add((scene.Target.ProcessorTimeOfEnded - before).TotalMilliseconds / Theirs);
        }

        Console.WriteLine(
            $"handshake and login: our server {Numbers.Median(ours):0.00} ms of processor ({Numbers.Median(took):0.00} ms from beginning to end), "
            + $"sshd {Numbers.Median(theirs):0.0} ms");
    }

    private static async Task ConnectAsync(Scene scene, int port, SshPublicKey hostKey, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await using var connection = await SshListener.LogInAsync(port, hostKey, scene.Key);
        }
    }
}
