using System.Net.WebSockets;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Doors.Terminal;
using RemoteDev.Tests;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>A way by which somebody might carry something out over SSH, or over what the SSH door serves to a browser.</summary>
/// <param name="Action">What policy has to permit for it.</param>
/// <param name="RunAsync">Tries it to its end: the exit code, and all that reached the person's machine.</param>
internal sealed record SshWay(string Action, Func<SshHouse, Task<(int Code, string Said)>> RunAsync)
{
    /// <summary>What must never arrive: the content of the file inside, or of the answer behind the port.</summary>
    public const string Secret = "source-of-the-house";

    public const string Browser = "browser terminal";
    public const string GitDoor = "git door";

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
            house, house.ProgramAsync("rsync", ["-e", house.SshCommand, $"{At}:{house.SecretFile}", house.Path("got")]))),
        ["git"] = new("runCommand", house => house.ProgramAsync(
            "git", ["-c", $"core.sshCommand={house.SshCommand}", "ls-remote", $"{At}:{house.Inside.Repository}"])),
        [GitDoor] = new("gitFetch", house => house.ProgramAsync(
            "git", ["-c", $"core.sshCommand={house.SshCommand}", "-c", "ssh.variant=ssh", "ls-remote", house.GitDoorUrl]))
        {
            Place = SshHouse.Repository, First = "gitFetch",
        },
        ["-L"] = new("forwardPort", house => house.SshAsync("-W", $"localhost:{house.SecretPort}", At)) { First = "forwardPort" },
        ["-L by address"] = new("forwardPort", house => house.SshAsync("-W", $"127.0.0.1:{house.SecretPort}", At)) { First = "forwardPort" },
        ["-D"] = new("forwardPort", SocksAsync) { First = "forwardPort" },
        ["-R"] = new("reverseForward", house => house.SshAsync("-N", "-R", $"0:127.0.0.1:{house.SecretPort}", "-o", "ExitOnForwardFailure=yes", At))
        {
            First = "reverseForward", Tells = false,
        },
        ["-J"] = new("runCommand", house => house.SshAsync("-o", $"ProxyCommand={house.JumpCommand}", SshHouse.Place, $"cat {house.SecretFile}")),
        ["-J to a port"] = new("forwardPort", house => house.SshAsync("-o", $"ProxyCommand={house.JumpCommand}", "-W", $"localhost:{house.SecretPort}", SshHouse.Place))
        {
            First = "forwardPort",
        },
        ["Remote-SSH"] = new("runCommand", house => TypedAsync(house, $"VSCODE_AGENT_FOLDER=x; cat {house.SecretFile}\n", At, "bash")),
        [Browser] = new("openTerminal", BrowserAsync) { Door = Door.Portal },
    };

    /// <summary>The action that is asked first where nothing is permitted, and on which the session stands where everything is.</summary>
    public string First { get; init; } = "openTerminal";

    public string Place { get; init; } = SshHouse.Place;

    public Door Door { get; init; } = Door.Ssh;

    /// <summary>Whether its client can show why it was refused. Where it cannot, the trace has it.</summary>
    public bool Tells { get; init; } = true;

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
        var port = LoopbackPort.Free();
        await using var ssh = RunningProgram.Start("ssh", [.. house.Options("-p"), "-v", "-N", "-D", $"127.0.0.1:{port}", At]);
        if (!await ssh.SaysAsync($"Local forwarding listening on 127.0.0.1 port {port}"))
        {
            return await ssh.EndAsync();
        }

        var said = await house.SocksAsync(port);
        if (said.Length == 0)
        {
            await ssh.SaysAsync("open failed");
        }

        ssh.Kill();
        return (said.Length > 0 ? 0 : 1, said + (await ssh.EndAsync()).Said);
    }

    /// <summary>A terminal in Ada's browser, where she has shown the same factor as with her key.</summary>
    private static async Task<(int Code, string Said)> BrowserAsync(SshHouse house)
    {
        using var tab = new TerminalTab();
        if (!await tab.OpenAsync(house, house.Cookie))
        {
            return ((int)tab.Status, tab.Status.ToString());
        }

        try
        {
            await tab.TypeAsync($"cat {house.SecretFile}; exit\n");
        }
        catch (WebSocketException)
        {
            // It was refused before it was typed.
        }

        var end = await tab.SeeEndAsync();
        return (end?.EndsWith("the shell has ended.", StringComparison.Ordinal) == true ? 0 : 1, tab.Shown + end);
    }
}
