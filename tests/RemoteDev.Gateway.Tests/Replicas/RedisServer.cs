using System.Diagnostics;
using System.Net.Sockets;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Tests;

namespace RemoteDev.Gateway.Tests.Replicas;

/// <summary>A Redis of the test's own, on loopback, with a password. It can be stopped, held and started again.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private const string Password = "redis-password-of-a-test";

    private readonly string _folder = Directory.CreateTempSubdirectory("remotedev-redis-").FullName;
    private Process? _process;

    /// <summary>Whether it writes each change to its disk; otherwise it keeps nothing.</summary>
    public bool Keeps { get; init; }

    public string Endpoint => $"127.0.0.1:{Port}";

    public string PasswordFile => Path.Combine(_folder, "password");

    private int Port { get; set; }

    public async Task InitializeAsync()
    {
        if (RedisFactAttribute.Missing is not null)
        {
            return;
        }

        await File.WriteAllTextAsync(PasswordFile, Password + "\n");
        for (var tries = 0; ; tries++)
        {
            Port = LoopbackPort.Free();
            if (await TryStartAsync() || tries == 5)
            {
                return;
            }
        }
    }

    /// <summary>Starts it at the address it had; what it knew is gone, unless it <see cref="Keeps"/>.</summary>
    public async Task StartAsync() => Assert.True(await TryStartAsync(), "redis-server did not come up");

    /// <summary>Ends it as a crash would.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    /// <summary>Asks it something as an operator would, and gives what it prints.</summary>
    public async Task<string> AskAsync(params string[] command)
    {
        var start = new ProcessStartInfo(OpenSshProgram.Find("redis-cli")!) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])["-p", Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "-a", Password, "--no-auth-warning", .. command])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return said;
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> TryStartAsync()
    {
        var start = new ProcessStartInfo(OpenSshProgram.Find("redis-server")!) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[
            "--port", Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--requirepass", Password,
            "--save", "", "--appendonly", Keeps ? "yes" : "no", "--dir", _folder])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var deadline = DateTime.UtcNow.AddSeconds(20);
        while (!process.HasExited && DateTime.UtcNow < deadline)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync("127.0.0.1", Port);

                // Whoever else had the port does not know the password.
                if ((await AskAsync("ping")).Trim() == "PONG")
                {
                    _process = process;
                    return true;
                }
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }

        process.Dispose();
        return false;
    }
}
