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
    /// <summary>What git shows of a repository.</summary>
    private const string Branch = "refs/heads/main";

    public static TheoryData<string> Ways => [.. SshWay.All.Keys];

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
            await using var ssh = RunningProgram.Start("ssh", [.. house.Options("-p"), "-N", "-R", "0:127.0.0.1:9", $"{SshHouse.Place}@127.0.0.1"]);
            Assert.True(await ssh.SaysAsync("Allocated port"), ssh.Said);
            return;
        }

        var (code, said) = await SshWay.All[way].RunAsync(house);
        Assert.True(said.Contains(way.StartsWith("git", StringComparison.Ordinal) ? Branch : SshWay.Secret, StringComparison.Ordinal), $"{code}: {said}");
    }

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Stops_WithoutASecondFactor(string way)
    {
        await house.ForgetAsync();
        await IsRefusedAsync(way, way == SshWay.Browser ? "Forbidden" : "Permission denied");
    }

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Stops_WithAStaleFactor(string way)
    {
        house.Remember(TimeSpan.FromHours(9));

        // A client that goes to the environment is asked for a fresh one while it signs in, and these may ask nobody.
        await IsRefusedAsync(way, way is SshWay.Browser or SshWay.GitDoor ? house.Words(SshWay.All[way].Action) : "Permission denied");
    }

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Stops_InAClosedWindow(string way)
    {
        await house.OpenWindowAsync(open: false);
        await IsRefusedByPolicyAsync(way, SshWay.All[way].First, RefusalCode.WindowClosed);
    }

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Stops_AForbiddenAction(string way)
    {
        var action = SshWay.All[way].Action;
        await house.PermitAsync([.. SshHouse.Everything.Where(other => other != action)]);
        await IsRefusedByPolicyAsync(way, action, RefusalCode.Denied);
    }

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Stops_ASuspendedPerson(string way)
    {
        await house.EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: true, "Test."));
        try
        {
            await IsRefusedAsync(way, way == SshWay.Browser ? "Unauthorized" : "Your account is suspended.");
        }
        finally
        {
            await house.EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: false, "Test."));
        }
    }

    [OpenSshTheory("sftp")]
    [InlineData("terminal")]
    [InlineData("shell")]
    [InlineData(SshWay.Browser)]
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
    [InlineData(SshWay.Browser)]
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
        string[] asked = [.. arguments.Select(argument => argument.Replace("SOCKET", socket, StringComparison.Ordinal))];
        await using var ssh = RunningProgram.Start("ssh", [.. house.Options("-p"), "-v", .. asked]);
        if (arguments.Contains("-L", StringComparer.Ordinal))
        {
            Assert.True(await ssh.SaysAsync("Local forwarding listening on path"), ssh.Said);
            await SshHouse.TouchAsync(socket);
        }

        Assert.True(await ssh.SaysAsync(words), ssh.Said);
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

    private async Task IsRefusedByPolicyAsync(string way, string action, RefusalCode code)
    {
        var tried = SshWay.All[way];
        var before = house.Traced<AccessRefused>().Count;
        await IsRefusedAsync(way, tried.Tells ? house.Words(action) : "forwarding failed");
        var refused = await house.TracedAsync<AccessRefused>(refusal => refusal.Action == action, before);
        Assert.Equal(("ada", tried.Place, tried.Door), (refused.Actor, refused.Place, refused.Door));
        Assert.Equal((code, house.Words(action)), (refused.Code, refused.Reason));
    }

    private async Task IsRefusedAsync(string way, string words)
    {
        var (code, said) = await SshWay.All[way].RunAsync(house);
        Assert.NotEqual(0, code);
        Assert.DoesNotContain(SshWay.Secret, said, StringComparison.Ordinal);
        Assert.DoesNotContain(Branch, said, StringComparison.Ordinal);
        Assert.Contains(words, said.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }
}
