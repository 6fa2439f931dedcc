using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using RemoteDev.Gateway.Tests.Doors.Git.Ssh;
using RemoteDev.Gateway.Tests.Doors.Terminal;
using RemoteDev.Tests;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>A way on which bytes go on moving until something ends it.</summary>
/// <param name="Action">What policy has to permit for it.</param>
/// <param name="OpenAsync">Opens it. Its bytes may not have begun to move when it is returned.</param>
[SuppressMessage("Reliability", "CA2000", Justification = "The way that is open owns them.")]
internal sealed partial record SshLongWay(string Action, Func<SshHouse, Task<OpenWay>> OpenAsync)
{
    private const string At = SshHouse.Place + "@127.0.0.1";
    private const string Tick = "while :; do echo tick; sleep 0.1; done";

    /// <summary>Slow enough to last, in kilobits and kilobytes a second; quick enough to have moved something at once.</summary>
    private const string Kilobits = "16000";
    private const string Kilobytes = "2000";

    public static IReadOnlyDictionary<string, SshLongWay> All { get; } = new Dictionary<string, SshLongWay>(StringComparer.Ordinal)
    {
        ["terminal"] = new("openTerminal", house => Ssh(house, "-tt", At, Tick)),
        ["shell"] = new("openTerminal", house => TypedAsync(house, Tick + "\n", At)),
        ["exec"] = new("runCommand", house => Ssh(house, At, Tick)),
        ["scp -O"] = new("sftpRead", house => Fetch(house, "scp", ["-O", "-l", Kilobits, .. house.Options("-P")])),
        ["scp"] = new("sftpRead", house => Fetch(house, "scp", ["-l", Kilobits, .. house.Options("-P")])),
        ["sftp"] = new("sftpRead", house => Fetch(house, "sftp", ["-l", Kilobits, .. house.Options("-P")])),
        ["rsync"] = new("sftpRead", house => Fetch(house, "rsync", [$"--bwlimit={Kilobytes}", "-e", house.SshCommand])),
        ["git"] = new("runCommand", PushAsync),
        [SshWay.GitDoor] = new("gitFetch", FetchSlowlyAsync) { First = "gitFetch" },
        ["-L"] = new("forwardPort", ForwardAsync) { First = "forwardPort" },
        ["-D"] = new("forwardPort", SocksAsync) { First = "forwardPort" },
        ["-R"] = new("reverseForward", BackAsync) { First = "reverseForward" },
        ["-J"] = new("runCommand", house => Ssh(house, "-o", $"ProxyCommand={house.JumpCommand}", SshHouse.Place, Tick)),
        ["Remote-SSH"] = new("runCommand", RemoteSshAsync),
        [SshWay.Browser] = new("openTerminal", BrowserAsync),
    };

    /// <summary>The action on which its session stands where everything is permitted.</summary>
    public string First { get; init; } = "openTerminal";

    private static Task<OpenWay> Ssh(SshHouse house, params string[] arguments) =>
        Task.FromResult(OpenWay.Of(RunningProgram.Start("ssh", [.. house.Options("-p"), .. arguments])));

    private static async Task<OpenWay> TypedAsync(SshHouse house, string input, params string[] arguments)
    {
        var ssh = RunningProgram.Start("ssh", [.. house.Options("-p"), .. arguments]);
        await ssh.TypeAsync(input);
        return OpenWay.Of(ssh);
    }

    private static Task<OpenWay> Fetch(SshHouse house, string program, string[] arguments)
    {
        var got = house.Path("got-endlessly");
        return Task.FromResult(OpenWay.Of(
            RunningProgram.Start(program, [.. arguments, $"{At}:{house.Inside.EndlessFile}", got]), () => File.Delete(got)));
    }

    /// <summary>A push to git in the environment, whose hook keeps it waiting.</summary>
    private static async Task<OpenWay> PushAsync(SshHouse house)
    {
        var work = Directory.CreateTempSubdirectory("remotedev-outside-");
        await GitProgram.InAsync(work.FullName, "init", "--quiet", "--initial-branch=main");
        await GitProgram.InAsync(work.FullName, "commit", "--quiet", "--allow-empty", "-m", "begin");
        var git = new RunningProgram(GitProgram.Start(
            work.FullName, Environment(house), "push", $"{At}:{house.Inside.Repository}", "main:refs/heads/held"));
        Assert.True(await git.SaysAsync("tick"), git.Said);
        return OpenWay.Of(git, () => work.Delete(recursive: true));
    }

    /// <summary>A fetch through the git door, from a server that has much to say before it begins.</summary>
    private static async Task<OpenWay> FetchSlowlyAsync(SshHouse house)
    {
        house.GitServer.Instead = SayMuchAsync;
        var work = Directory.CreateTempSubdirectory("remotedev-outside-");
        var git = new RunningProgram(GitProgram.Start(work.FullName, Environment(house), "clone", "--progress", house.GitDoorUrl, "clone"));

        // What it fetches moves, not only what it was told before: a git that is cut between two requests dies of the broken pipe, unread.
        Assert.True(await git.SaysAsync("tick"), git.Said);
        return OpenWay.Of(git, () =>
        {
            house.GitServer.Instead = _ => Task.FromResult(false);
            work.Delete(recursive: true);
        });
    }

    private static async Task<bool> SayMuchAsync(HttpContext http)
    {
        http.Request.EnableBuffering();
        using var reader = new StreamReader(http.Request.Body, Encoding.Latin1, leaveOpen: true);
        var asked = await reader.ReadToEndAsync();
        http.Request.Body.Position = 0;
        if (!asked.Contains("command=fetch", StringComparison.Ordinal))
        {
            return false;
        }

        // Words for the person, on band 2 (gitprotocol-v2, "packfile section").
        http.Response.ContentType = "application/x-git-upload-pack-result";
        await http.Response.Body.WriteAsync(GitTalk.Lines("packfile\n"));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (await beat.WaitForNextTickAsync(http.RequestAborted))
            {
                await http.Response.Body.WriteAsync(GitTalk.Lines("\u0002tick\n"), http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The gateway went away.
        }

        return true;
    }

    private static async Task<OpenWay> ForwardAsync(SshHouse house)
    {
        var port = LoopbackPort.Free();
        var ssh = await ListeningAsync(house, "-L", $"127.0.0.1:{port}:localhost:{house.Inside.TickingPort}", $"Local forwarding listening on 127.0.0.1 port {port}");
        return OpenWay.Of(ssh, await SshHouse.ConnectAsync(port));
    }

    private static async Task<OpenWay> SocksAsync(SshHouse house)
    {
        var port = LoopbackPort.Free();
        var ssh = await ListeningAsync(house, "-D", $"127.0.0.1:{port}", $"Local forwarding listening on 127.0.0.1 port {port}");
        return OpenWay.Of(ssh, await SshHouse.SocksAsync(port, house.Inside.TickingPort));
    }

    /// <summary>Somebody inside listens to a port of Ada's machine, and answers.</summary>
    private static async Task<OpenWay> BackAsync(SshHouse house)
    {
        var ssh = await ListeningAsync(house, "-R", $"0:127.0.0.1:{house.Inside.TickingPort}", " for remote forward to");
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, int.Parse(AllocatedPort().Match(ssh.Said).Groups["port"].Value, CultureInfo.InvariantCulture));
        await client.GetStream().WriteAsync("tock\n"u8.ToArray());
        return OpenWay.Of(ssh, client);
    }

    private static async Task<RunningProgram> ListeningAsync(SshHouse house, string option, string forward, string words)
    {
        var ssh = RunningProgram.Start("ssh", [.. house.Options("-p"), "-v", "-N", option, forward, At]);
        Assert.True(await ssh.SaysAsync(words), ssh.Said);
        return ssh;
    }

    /// <summary>What Remote-SSH does: its script on the input of a shell, and a SOCKS server beside it.</summary>
    private static Task<OpenWay> RemoteSshAsync(SshHouse house) => TypedAsync(
        house,
        $"VSCODE_AGENT_FOLDER=$HOME/.vscode-server; commit=0123456789abcdef0123456789abcdef01234567; {Tick}\n",
        "-T", "-D", $"127.0.0.1:{LoopbackPort.Free()}", At, "bash");

    private static async Task<OpenWay> BrowserAsync(SshHouse house)
    {
        var tab = new TerminalTab();
        Assert.True(await tab.OpenAsync(house, house.Cookie));
        await tab.TypeAsync(Tick + "\n");
        return OpenWay.Of(tab);
    }

    private static Dictionary<string, string> Environment(SshHouse house) => new(StringComparer.Ordinal)
    {
        ["GIT_SSH_VARIANT"] = "ssh", ["GIT_SSH_COMMAND"] = house.SshCommand,
    };

    [GeneratedRegex("Allocated port (?<port>[0-9]+) for remote forward", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AllocatedPort();
}
