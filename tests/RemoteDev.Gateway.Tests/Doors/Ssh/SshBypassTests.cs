using System.Diagnostics;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>
/// Every way out over SSH against every reason for which it must be closed: nothing arrives, the person reads the browser's words, and the
/// trace has it.
/// </summary>
public sealed class SshBypassTests(SshHouse house) : IClassFixture<SshHouse>, IAsyncLifetime
{
    public static TheoryData<string> Ways => [.. SshWay.All.Keys];

    /// <summary>Ways that stay open until something ends them, with the line that shows that they are.</summary>
    public static TheoryData<string, string> LongWays => new()
    {
        { "terminal", "openTerminal" }, { "exec", "runCommand" }, { "port", "forwardPort" }, { "jump", "runCommand" }, { "sftp", "sftpRead" },
    };

    public async Task InitializeAsync()
    {
        await house.OpenWindowAsync(open: true);
        await house.PermitAsync(SshHouse.Everything);
        house.Remember();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Passes_WhatPolicyPermits(string way)
    {
        await house.PermitAsync(SshWay.All[way].Action);
        if (way == "-R")
        {
            // It succeeds by staying there.
            using var ssh = OpenSshProgram.Start("ssh", [.. house.Options("-p"), "-N", "-v", "-R", "0:127.0.0.1:9", "-o", "LogLevel=VERBOSE", $"{SshHouse.Place}@127.0.0.1"]);
            while (await ssh.StandardError.ReadLineAsync() is { } line && !line.Contains("Allocated port", StringComparison.Ordinal))
            {
            }

            Assert.False(ssh.HasExited);
            ssh.Kill();
            return;
        }

        var (code, said) = await SshWay.All[way].RunAsync(house);
        Assert.True(said.Contains(way == "git" ? "refs/heads/main" : SshWay.Secret, StringComparison.Ordinal), $"{code}: {said}");
    }

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Stops_WithoutASecondFactor(string way)
    {
        await house.ForgetAsync();
        await IsRefusedAsync(way, "Permission denied");
    }

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Stops_WithAStaleFactor(string way)
    {
        house.Remember(TimeSpan.FromHours(9));
        await IsRefusedAsync(way, "Permission denied");
    }

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Stops_InAClosedWindow(string way)
    {
        await house.OpenWindowAsync(open: false);
        await IsRefusedAsync(way, way == "-R" ? "forwarding failed" : house.Words(SshWay.All[way].Action == "forwardPort" ? "forwardPort" : "openTerminal"));
    }

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Stops_AForbiddenAction(string way)
    {
        var action = SshWay.All[way].Action;
        await house.PermitAsync([.. SshHouse.Everything.Where(other => other != action)]);
        var (_, said) = await IsRefusedAsync(way, way == "-R" ? "forwarding failed" : house.Words(action));
        Assert.NotEmpty(said);
        var refused = await house.TracedAsync<AccessRefused>(refusal => refusal.Door == Door.Ssh && refusal.Action == action);
        Assert.Equal(("ada", SshHouse.Place), (refused.Actor, refused.Place));
    }

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Stops_ASuspendedPerson(string way)
    {
        await house.EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: true, "Test."));
        try
        {
            await IsRefusedAsync(way, "Permission denied");
        }
        finally
        {
            await house.EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: false, "Test."));
        }
    }

    [OpenSshTheory("sftp")]
    [MemberData(nameof(LongWays))]
    public async Task Cuts_WhatWasRevoked(string way, string action)
    {
        using var open = await OpenAsync(way);
        await house.PermitAsync([.. SshHouse.Everything.Where(other => other != action)]);
        await EndsAsync(open, way, EndReason.PolicyChanged, house.Words(action));
    }

    [OpenSshTheory("sftp")]
    [MemberData(nameof(LongWays))]
    public async Task Cuts_WhenTheWindowCloses(string way, string action)
    {
        using var open = await OpenAsync(way);
        await house.OpenWindowAsync(open: false);

        // The session stands on the first action that was permitted; it ends whole, in that one's words.
        await EndsAsync(open, way, EndReason.WindowClosed, house.Words(action == "forwardPort" ? action : "openTerminal"));
    }

    [OpenSshFact("ssh")]
    public async Task Ends_AConnectionThatOnlyHoldsAPort()
    {
        using var open = OpenSshProgram.Start("ssh", [.. house.Options("-p"), "-N", "-v", "-R", "0:127.0.0.1:9", "-o", "LogLevel=VERBOSE", $"{SshHouse.Place}@127.0.0.1"]);
        while (await open.StandardError.ReadLineAsync() is { } line && !line.Contains("Allocated port", StringComparison.Ordinal))
        {
        }

        await house.OpenWindowAsync(open: false);
        await open.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Contains("RemoteDev Gateway", await open.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [OpenSshTheory("sftp")]
    [InlineData("terminal")]
    [InlineData("shell")]
    public async Task Stops_ATerminalThatCannotBeRecorded(string way)
    {
        using var full = house.BreakRecordings();
        await IsRefusedAsync(way, "cannot record");
    }

    [OpenSshTheory("sftp")]
    [InlineData("terminal")]
    [InlineData("exec")]
    [InlineData("scp")]
    [InlineData("-L")]
    public async Task Stops_OverBudget(string way)
    {
        await house.PermitAsync("""@egress("4B/session")""", SshHouse.Everything);
        var (_, said) = await SshWay.All[way].RunAsync(house);
        Assert.DoesNotContain(SshWay.Secret, said, StringComparison.Ordinal);
        Assert.NotNull(await house.TracedAsync<EgressExceeded>(exceeded => exceeded.Place == SshHouse.Place));
    }

    [OpenSshTheory("ssh")]
    [InlineData("environment itself only", "-W", "192.0.2.1:22", "payments-vm@127.0.0.1")]
    [InlineData("Unix sockets", "-o", "ControlPath=none", "-L", "SOCKET:/run/docker.sock", "payments-vm@127.0.0.1")]
    [InlineData("only sftp", "-s", "payments-vm@127.0.0.1", "netconf")]
    [InlineData("only environments can be reached", "-W", "127.0.0.1:22", "ada@127.0.0.1")]
    [InlineData("no environment of that name", "-W", "nowhere:22", "ada@127.0.0.1")]
    public async Task Stops_WhatIsOnNoList(string words, params string[] arguments)
    {
        var socket = house.Path("forwarded.sock");
        using var ssh = OpenSshProgram.Start("ssh", [.. house.Options("-p"), .. arguments.Select(argument => argument.Replace("SOCKET", socket, StringComparison.Ordinal))]);
        if (arguments.Contains("-L", StringComparer.Ordinal))
        {
            await house.TouchAsync(socket);
        }

        string? line;
        do
        {
            line = await ssh.StandardError.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
        }
        while (line?.Contains(words, StringComparison.Ordinal) == false);
        Assert.NotNull(line);
        if (!ssh.HasExited)
        {
            ssh.Kill();
        }
    }

    [OpenSshFact("ssh")]
    public async Task Knows_APersonByTheirKeyAndNotByTheirName()
    {
        var (code, said) = await house.SshAsync($"root1%{SshHouse.Place}@127.0.0.1", $"cat {house.SecretFile}");
        Assert.Equal(255, code);
        Assert.Contains("registered to ada", said, StringComparison.Ordinal);
        Assert.DoesNotContain(SshWay.Secret, said, StringComparison.Ordinal);
    }

    [OpenSshFact("ssh")]
    public async Task Takes_ACodeAtThePrompt()
    {
        await house.ForgetAsync();
        var (code, said) = await house.WithCodeAsync(house.Code(stepsAhead: 1), $"{SshHouse.Place}@127.0.0.1", "echo in");
        Assert.True((code, said.Contains("in\n", StringComparison.Ordinal)) == (0, true), $"{code}: {said}");

        // Remembered for this key from this address; a wrong code after it was forgotten is not enough.
        Assert.Equal((0, "again\n"), await house.SshAsync($"{SshHouse.Place}@127.0.0.1", "echo again"));
        await house.ForgetAsync();
        (code, said) = await house.WithCodeAsync("000000", $"{SshHouse.Place}@127.0.0.1", "echo in");
        Assert.Equal(255, code);
        Assert.DoesNotContain("in\n", said, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Said)> IsRefusedAsync(string way, string words)
    {
        var run = await SshWay.All[way].RunAsync(house);
        Assert.NotEqual(0, run.Code);
        Assert.DoesNotContain(SshWay.Secret, run.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("refs/heads/main", run.Said, StringComparison.Ordinal);
        Assert.Contains(words, run.Said.ReplaceLineEndings(" "), StringComparison.Ordinal);
        return run;
    }

    private async Task<Process> OpenAsync(string way)
    {
        const string At = SshHouse.Place + "@127.0.0.1";
        const string Tick = "while :; do echo tick; sleep 0.2; done";
        var options = house.Options("-p");
        var process = way switch
        {
            "terminal" => OpenSshProgram.Start("ssh", [.. options, "-tt", At, Tick]),
            "port" => OpenSshProgram.Start("ssh", [.. options, "-W", $"localhost:{house.Target.Port}", At]),
            "jump" => OpenSshProgram.Start("ssh", [.. options, "-o", $"ProxyCommand=ssh {string.Join(' ', options)} -W %h:%p ada@127.0.0.1", SshHouse.Place, Tick]),
            "sftp" => OpenSshProgram.Start("sftp", [.. house.Options("-P"), At]),
            _ => OpenSshProgram.Start("ssh", [.. options, At, Tick]),
        };
        if (way == "sftp")
        {
            await process.StandardInput.WriteLineAsync("pwd");
            await process.StandardInput.FlushAsync();
        }

        Assert.NotNull(await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)));
        return process;
    }

    private async Task EndsAsync(Process open, string way, EndReason reason, string words)
    {
        var errors = open.StandardError.ReadToEndAsync();
        var rest = open.StandardOutput.ReadToEndAsync();
        for (var waited = 0; way == "sftp" && waited < 40 && !open.HasExited; waited++)
        {
            // It hears of the end when it next asks for something.
            try
            {
                await open.StandardInput.WriteLineAsync("pwd\nls");
                await open.StandardInput.FlushAsync();
            }
            catch (IOException)
            {
                break;
            }

            await Task.Delay(250);
        }

        await open.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        var said = (await rest + await errors).ReplaceLineEndings(" ");
        if (way != "port")
        {
            Assert.NotEqual(0, open.ExitCode);
            Assert.Contains(words, said, StringComparison.Ordinal);
        }

        Assert.NotNull(await house.TracedAsync<StreamEnded>(ended => ended.Reason == reason));
    }
}
