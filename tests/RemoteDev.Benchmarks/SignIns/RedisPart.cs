using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RemoteDev.Benchmarks.Proxy;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Tests;

namespace RemoteDev.Benchmarks.SignIns;

/// <summary>How often Redis is asked while the requests of many sign-ins are known as fast as can be, counted by Redis itself.</summary>
internal static class RedisPart
{
    private const int SignIns = 400;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);

    public static async Task RunAsync()
    {
        var data = Directory.CreateTempSubdirectory("remotedev-bench-");
        var port = LoopbackPort.Free();
        using var redis = Process.Start(new ProcessStartInfo(
            "redis-server", ["--port", Text(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", data.FullName])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        try
        {
            redis.BeginOutputReadLine();
            await using var app = await FullGateway.StartAsync(new Uri("http://127.0.0.1:9"), data.FullName, $"--RemoteDev:Replicas:Redis=127.0.0.1:{Text(port)}");
            var requests = await PeopleAtPortal.SignInAsync(app.Services.GetRequiredService<SignInSessions>(), "ada", SignIns);
            var room = app.Services.GetRequiredService<IdentifyRoom>();
            var before = await CommandsAsync(port);
            var began = Stopwatch.GetTimestamp();
            long known = 0;
            while (Stopwatch.GetElapsedTime(began) < Time)
            {
                var connection = PeopleAtPortal.AtPortal();
                foreach (var request in requests)
                {
                    if (!(await room.FromPortalAsync(connection, request, CancellationToken.None)).Passed(out _, out var refusal))
                    {
                        throw new InvalidOperationException(refusal.Reason);
                    }
                }

                known += requests.Length;
                await Task.Delay(1);
            }

            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            var asked = await CommandsAsync(port) - before;
            Console.WriteLine(
                $"redis: {known / seconds:0} requests known a second by {SignIns} sign-ins; Redis saw {asked / seconds:0.0} client commands a second in all, "
                + $"{asked / seconds / SignIns:0.000} for each sign-in");
            await app.StopAsync();
        }
        finally
        {
            redis.Kill();
            await redis.WaitForExitAsync();
            data.Delete(recursive: true);
        }
    }

    // What our scripts call inside Redis counts as commands too, so only what clients sent is summed; asking is one more each time.
    private static async Task<double> CommandsAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = client.GetStream();
        await stream.WriteAsync("INFO commandstats\r\nQUIT\r\n"u8.ToArray());
        using var reader = new StreamReader(stream);
        var calls = 0.0;
        while (await reader.ReadLineAsync() is { } line)
        {
            foreach (var name in (string[])["eval", "evalsha", "ping", "publish", "get", "set"])
            {
                if (line.StartsWith($"cmdstat_{name}:calls=", StringComparison.Ordinal))
                {
                    calls += double.Parse(line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..line.IndexOf(',', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
                }
            }
        }

        return calls;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
