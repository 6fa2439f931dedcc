using System.Net;
using System.Net.Sockets;
using System.Text;
using RemoteDev.Gateway.Tests.OpenSsh;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>What is to be had inside: files, ports and a git repository, each for the account that Ada works as.</summary>
/// <param name="folder">Where it all stands; the target's account may read and write there.</param>
internal sealed class SecretInside(string folder) : IDisposable
{
    private const long Endless = 8L << 30;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    private readonly TcpListener _teller = new(IPAddress.Loopback, 0);
    private readonly TcpListener _ticker = new(IPAddress.Loopback, 0);

    public string File => Path.Combine(folder, "secret.txt");

    /// <summary>Takes no room on the disk, and longer to fetch than any test lasts.</summary>
    public string EndlessFile => Path.Combine(folder, "endless.bin");

    /// <summary>Whoever pushes to it is kept waiting, with a word now and then.</summary>
    public string Repository => Path.Combine(folder, "app.git");

    /// <summary>Says the secret to whoever connects.</summary>
    public int Port => ((IPEndPoint)_teller.LocalEndpoint).Port;

    /// <summary>Says something again and again to whoever connects.</summary>
    public int TickingPort => ((IPEndPoint)_ticker.LocalEndpoint).Port;

    public async Task FillAsync()
    {
        await System.IO.File.WriteAllTextAsync(File, SshWay.Secret + "\n");
        await using (var endless = System.IO.File.Create(EndlessFile))
        {
            endless.SetLength(Endless);
        }

        var work = Path.Combine(folder, "work");
        string[] identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"];
        Assert.Equal((0, ""), await OpenSshProgram.RunAsync("git", "init", "--quiet", "--initial-branch=main", work));
        Assert.Equal((0, ""), await OpenSshProgram.RunAsync("git", ["-C", work, .. identity, "commit", "--quiet", "--allow-empty", "-m", "begin"]));
        var (cloned, said) = await OpenSshProgram.RunAsync("git", "clone", "--quiet", "--bare", work, Repository);
        Assert.True(cloned == 0, said);
        var hook = Path.Combine(Repository, "hooks", "pre-receive");
        await System.IO.File.WriteAllTextAsync(hook, "#!/bin/sh\nfor n in $(seq 600); do echo tick || break; sleep 0.1; done\nexit 1\n");
        (_, said) = await OpenSshProgram.RunAsync("chmod", "+x", hook);
        Assert.Equal("", said);
        (_, said) = await OpenSshProgram.RunAsync("chown", "-R", TargetAccount.Login, folder);
        Assert.Equal("", said);

        _ = ServeAsync(_teller, client => client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(SshWay.Secret + "\n")).AsTask());
        _ = ServeAsync(_ticker, TickAsync);
    }

    public void Dispose()
    {
        _teller.Dispose();
        _ticker.Dispose();
    }

    private static async Task ServeAsync(TcpListener listener, Func<TcpClient, Task> serve)
    {
        listener.Start();
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(), serve);
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The house is closed.
        }
    }

    private static async Task ServeAsync(TcpClient client, Func<TcpClient, Task> serve)
    {
        using (client)
        {
            try
            {
                await serve(client);
            }
            catch (IOException)
            {
                // Whoever it was is gone.
            }
        }
    }

    private static async Task TickAsync(TcpClient client)
    {
        using var beat = new PeriodicTimer(Beat);
        do
        {
            await client.GetStream().WriteAsync("tick\n"u8.ToArray());
        }
        while (await beat.WaitForNextTickAsync());
    }
}
