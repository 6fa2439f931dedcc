using RemoteDev.Benchmarks.Proxy;
using RemoteDev.Ssh;

namespace RemoteDev.Benchmarks.Ssh;

/// <summary>What many idle sessions, each with a shell open on a connection of its own, add to the memory of our relay.</summary>
internal static class MemoryPart
{
    private const int WarmUp = 100;
    private const int Sessions = 500;

    public static async Task RunAsync(Scene scene)
    {
        using var end = await Child.StartAsync("ssh-end", scene.KeyFile);
        using var relay = await Child.StartAsync([Scene.Calm], "ssh-relay", $"{end.Address.Port}", end.Host, scene.KeyFile);
        var open = new List<SshClientConnection>();
        try
        {
            for (var i = 0; i < WarmUp; i++)
            {
                open.Add(await OpenAsync(scene, relay));
            }

            var before = await SettledAsync(relay);
            for (var i = 0; i < Sessions; i++)
            {
                open.Add(await OpenAsync(scene, relay));
            }

            var after = await SettledAsync(relay);
            Console.WriteLine(
                $"memory: {(after - before) / Sessions / 1000.0:0} kB for each of {Sessions} idle relayed sessions "
                + $"(the process: {before / 1e6:0} MB with {WarmUp}, {after / 1e6:0} MB with {WarmUp + Sessions})");
        }
        finally
        {
            foreach (var connection in open)
            {
                await connection.DisposeAsync();
            }
        }
    }

    private static async Task<SshClientConnection> OpenAsync(Scene scene, Child relay)
    {
        var connection = await SshListener.LogInAsync(relay.Address.Port, Keys.FromWord(relay.Host), scene.Key);
        var started = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.Connection.OpenChannel(
            "session", [], new QuietEnd(), (channel, _) => channel!.Request("shell", [], started.SetResult));
        connection.Connection.Flush();
        return await started.Task ? connection : throw new InvalidOperationException("The shell was refused.");
    }

    // The collector gives memory back in its own time.
    private static async Task<long> SettledAsync(Child relay)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 10; i++)
        {
            await Task.Delay(300);
            least = Math.Min(least, relay.WorkingSet);
        }

        return least;
    }
}
