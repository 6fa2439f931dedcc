namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>A way by which somebody might carry something out over SSH.</summary>
/// <param name="Action">What policy has to permit for it.</param>
/// <param name="RunAsync">Tries it to its end: the exit code, and all that reached the person's machine.</param>
internal sealed record SshWay(string Action, Func<SshHouse, Task<(int Code, string Said)>> RunAsync)
{
    /// <summary>What must never arrive: the content of the file inside, or of the answer behind the port.</summary>
    public const string Secret = "source-of-the-house";

    private const string At = SshHouse.Place + "@127.0.0.1";

    public static IReadOnlyDictionary<string, SshWay> All { get; } = new Dictionary<string, SshWay>(StringComparer.Ordinal)
    {
        ["terminal"] = new("openTerminal", house => house.SshAsync("-tt", At, $"cat {house.SecretFile}")),
        ["shell"] = new("openTerminal", house => TypedAsync(house, $"cat {house.SecretFile}\nexit\n", At)),
        ["exec"] = new("runCommand", house => house.SshAsync(At, $"cat {house.SecretFile}")),
        ["scp -O"] = new("sftpRead", house => FetchedAsync(house, house.ScpAsync("-O", $"{At}:{house.SecretFile}", house.Path("got")))),
        ["scp"] = new("sftpRead", house => FetchedAsync(house, house.ScpAsync($"{At}:{house.SecretFile}", house.Path("got")))),
        ["sftp"] = new("sftpRead", house => FetchedAsync(house, house.ProgramAsync("sftp", [.. house.Options("-P"), $"{At}:{house.SecretFile}", house.Path("got")]))),
        ["rsync"] = new("sftpRead", house => FetchedAsync(
            house, house.ProgramAsync("rsync", ["-e", "ssh " + string.Join(' ', house.Options("-p")), $"{At}:{house.SecretFile}", house.Path("got")]))),
        ["git"] = new("runCommand", house => house.ProgramAsync(
            "git", ["-c", "core.sshCommand=ssh " + string.Join(' ', house.Options("-p")), "ls-remote", $"{At}:{house.Path("inside/app.git")}"])),
        ["-L"] = new("forwardPort", house => house.SshAsync("-W", $"localhost:{house.SecretPort}", At)),
        ["-L by address"] = new("forwardPort", house => house.SshAsync("-W", $"127.0.0.1:{house.SecretPort}", At)),
        ["-D"] = new("forwardPort", SocksAsync),
        ["-R"] = new("reverseForward", house => house.SshAsync("-N", "-R", $"0:127.0.0.1:{house.SecretPort}", "-o", "ExitOnForwardFailure=yes", At)),
        ["-J"] = new("runCommand", house => house.SshAsync("-o", $"ProxyCommand={Jump(house)}", SshHouse.Place, $"cat {house.SecretFile}")),
        ["-J to a port"] = new("forwardPort", house => house.SshAsync("-o", $"ProxyCommand={Jump(house)}", "-W", $"localhost:{house.SecretPort}", SshHouse.Place)),
        ["Remote-SSH"] = new("runCommand", house => TypedAsync(house, $"VSCODE_AGENT_FOLDER=x; cat {house.SecretFile}\n", At, "bash")),
    };

    private static string Jump(SshHouse house) => "ssh " + string.Join(' ', house.Options("-p")) + " -W %h:%p ada@127.0.0.1";

    private static async Task<(int Code, string Said)> TypedAsync(SshHouse house, string input, params string[] arguments)
    {
        using var ssh = OpenSsh.OpenSshProgram.Start("ssh", [.. house.Options("-p"), .. arguments]);
        try
        {
            await ssh.StandardInput.WriteAsync(input);
            ssh.StandardInput.Close();
        }
        catch (IOException)
        {
            // It was refused before it read.
        }

        var errors = ssh.StandardError.ReadToEndAsync();
        var said = await ssh.StandardOutput.ReadToEndAsync();
        await ssh.WaitForExitAsync();
        return (ssh.ExitCode, said + await errors);
    }

    private static async Task<(int Code, string Said)> FetchedAsync(SshHouse house, Task<(int Code, string Said)> run)
    {
        var (code, said) = await run;
        var got = house.Path("got");
        if (File.Exists(got))
        {
            said += await File.ReadAllTextAsync(got);
            File.Delete(got);
        }

        return (code, said);
    }

    /// <summary>A SOCKS client through <c>ssh -D</c>.</summary>
    private static async Task<(int Code, string Said)> SocksAsync(SshHouse house)
    {
        var port = SshHouse.FreePort();
        using var ssh = OpenSsh.OpenSshProgram.Start("ssh", [.. house.Options("-p"), "-N", "-D", $"127.0.0.1:{port}", At]);
        var errors = ssh.StandardError.ReadToEndAsync();
        var said = "";
        for (var tried = 0; tried < 100 && !ssh.HasExited; tried++)
        {
            try
            {
                said = await house.SocksAsync(port);
                break;
            }
            catch (System.Net.Sockets.SocketException)
            {
                await Task.Delay(50);
            }
        }

        var ended = ssh.HasExited;
        if (!ended)
        {
            await Task.Delay(200);
            ssh.Kill();
        }

        await ssh.WaitForExitAsync();
        return (said.Length > 0 ? 0 : 1, said + await errors);
    }
}
