using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Reading;
using RemoteDev.Gateway.Trace.Recordings;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>What a person can do through the SSH door with the ordinary clients, when policy permits it.</summary>
public sealed partial class SshDoorTests(SshHouse house) : IClassFixture<SshHouse>
{
    private static readonly string Digest = Convert.ToHexStringLower(SHA256.HashData("what goes in"u8));

    [OpenSshFact("ssh")]
    public async Task Runs_ACommand()
    {
        var (code, said) = await house.SshAsync($"{SshHouse.Place}@127.0.0.1", "echo hello; exit 7");
        Assert.Equal((7, "hello\n"), (code, said));
        var opened = house.Traced<StreamOpened>().Last(stream => stream.Kind == StreamKind.Command);
        Assert.Equal(("ada", SshHouse.Place, "runCommand", "echo hello; exit 7"), (opened.Actor, opened.Place, opened.Action, opened.Asked));
        Assert.Equal(7u, (await house.TracedAsync<StreamEnded>(stream => stream.StreamId == opened.StreamId)).ExitStatus);
    }

    [OpenSshFact("ssh")]
    public async Task Opens_ATerminal()
    {
        var (_, said) = await house.SshAsync("-tt", $"ada%{SshHouse.Place}@127.0.0.1", "tty");
        Assert.Contains("/dev/pts/", said, StringComparison.Ordinal);
    }

    [OpenSshFact("sftp")]
    public async Task Copies_FilesBothWays()
    {
        await System.IO.File.WriteAllTextAsync(house.Path("up.txt"), "what goes in");
        var inside = house.Path("inside/inside.txt");
        Assert.Equal((0, ""), await house.ScpAsync(house.Path("up.txt"), $"{SshHouse.Place}@127.0.0.1:{inside}"));
        Assert.Equal("what goes in", await System.IO.File.ReadAllTextAsync(inside));
        Assert.Equal((0, ""), await house.ScpAsync("-O", $"{SshHouse.Place}@127.0.0.1:{inside}", house.Path("down.txt")));
        Assert.Equal("what goes in", await System.IO.File.ReadAllTextAsync(house.Path("down.txt")));
        var went = await house.TracedAsync<FileTransferred>(file => !file.Outwards && file.Path == inside);
        Assert.Equal((12, true, Digest), (went.Bytes, went.IsWhole, went.Sha256));
        var came = await house.TracedAsync<FileTransferred>(file => file.Outwards && file.Path == inside);
        Assert.Equal((12, true, Digest), (came.Bytes, came.IsWhole, came.Sha256));
    }

    [OpenSshFact("ssh")]
    public async Task Filters_AndRecordsATerminal()
    {
        var (_, said) = await house.SshAsync("-tt", $"{SshHouse.Place}@127.0.0.1", @"printf 'seen\033]52;c;c2VjcmV0\007 and more\n'");
        Assert.StartsWith("seen and more\r\n", said, StringComparison.Ordinal);
        var opened = house.Traced<StreamOpened>().Last(stream => stream.Asked?.StartsWith("printf", StringComparison.Ordinal) == true);
        Assert.Equal((StreamKind.Terminal, "openTerminal"), (opened.Kind, opened.Action));
        var removed = await house.TracedAsync<TerminalFiltered>(removal => removal.StreamId == opened.StreamId);
        Assert.Equal(("Clipboard", 1), (removed.Kind, removed.Count));
        var recording = await house.TracedAsync<RecordingEnded>(ended => ended.StreamId == opened.StreamId);
        Assert.True(recording.IsWhole);
        Assert.Equal($"{opened.Session}/{opened.StreamId}", recording.Recording);

        var desk = house.Get<RecordingDesk>();
        Assert.Equal([opened.StreamId], desk.Of(opened.Session!), StringComparer.Ordinal);
        var step = await desk.OpenAsync(opened.Session!, opened.StreamId, new TraceReader("sam", null, null), CancellationToken.None);
        Assert.True(step.Passed(out var reader, out _));
        using var closing = reader;
        Assert.Equal(recording.Recording, (await house.TracedAsync<RecordingRead>(_ => true)).Recording);
        var text = new StringBuilder();
        while (await reader.ReadAsync(CancellationToken.None) is { } part)
        {
            text.Append(Encoding.UTF8.GetString(part.Span));
        }

        Assert.Contains("seen and more", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", text.ToString(), StringComparison.Ordinal);
    }

    [OpenSshFact("ssh")]
    public async Task Warns_InTheTerminal_BeforeTheWindowCloses()
    {
        await house.CloseWindowInAsync(TimeSpan.FromMinutes(4));
        try
        {
            string[] terminal = [.. house.Options("-p"), "-S", house.Path("mux"), "-tt", $"{SshHouse.Place}@127.0.0.1", "sleep 60"];
            using var first = OpenSshProgram.Start("ssh", ["-M", .. terminal]);
            Assert.Contains("this session closes", await FirstWordAsync(first), StringComparison.Ordinal);

            // The second terminal of the same session opens after the warning was given.
            using var second = OpenSshProgram.Start("ssh", terminal);
            Assert.Contains("this session closes", await FirstWordAsync(second), StringComparison.Ordinal);
            second.Kill();
            first.Kill();
        }
        finally
        {
            await house.OpenWindowAsync(open: true);
        }
    }

    // Policy takes a factor for eight hours, and hers is of three minutes less.
    [OpenSshFact("ssh")]
    public async Task Asks_InTheTerminal_ForAFresherFactor_AndTheWorkGoesOn()
    {
        house.Remember(TimeSpan.FromHours(8) - TimeSpan.FromMinutes(3));
        try
        {
            await using var ssh = RunningProgram.Start("ssh", [.. house.Options("-p"), "-tt", $"{SshHouse.Place}@127.0.0.1"]);
            Assert.True(await ssh.SaysAsync("to confirm that it is you, and it goes on."), ssh.Said);
            var link = Link().Match(ssh.Said);
            Assert.True(link.Success, ssh.Said);

            var approved = await house.Get<SshApprovals>().ApproveAsync(link.Groups["code"].Value, house.AtPortal());
            Assert.True(approved.Passed(out var approval, out var refusal), refusal?.Reason);
            Assert.Equal(SshHouse.Place, approval.What);

            Assert.True(await ssh.SaysAsync("Your second factor is fresh again, and the session goes on."), ssh.Said);
            await ssh.TypeAsync("echo still-$((40+2))\n");
            Assert.True(await ssh.SaysAsync("still-42"), ssh.Said);
        }
        finally
        {
            house.Remember();
        }
    }

    [OpenSshFact("ssh")]
    public async Task Asks_OnStandardErrorOfACommand_ForAFresherFactor_AndItGoesOn()
    {
        house.Remember(TimeSpan.FromHours(8) - TimeSpan.FromMinutes(3));
        try
        {
            using var ssh = OpenSshProgram.Start("ssh", [.. house.Options("-p"), $"{SshHouse.Place}@127.0.0.1", "cat"]);
            var wrote = ssh.StandardOutput.ReadToEndAsync();
            using var patience = new CancellationTokenSource(RunningProgram.Patience);
            var said = "";
            while (!Link().IsMatch(said))
            {
                var line = await ssh.StandardError.ReadLineAsync(patience.Token);
                Assert.True(line is not null, said);
                said += line + "\n";
            }

            Assert.True((await house.Get<SshApprovals>().ApproveAsync(Link().Match(said).Groups["code"].Value, house.AtPortal())).Passed(out _, out var refusal), refusal?.Reason);

            await ssh.StandardInput.WriteAsync("work\n");
            ssh.StandardInput.Close();
            Assert.Equal("work\n", await wrote.WaitAsync(patience.Token));
            await ssh.WaitForExitAsync(patience.Token);
            Assert.Equal(0, ssh.ExitCode);
        }
        finally
        {
            house.Remember();
        }
    }

    [OpenSshFact("ssh")]
    public async Task Shows_ImagesWherePolicyPermitsThem()
    {
        string[] draw = ["-tt", $"{SshHouse.Place}@127.0.0.1", "printf 'a\\033Pq#0~\\033\\\\b\\033_Gf=24;AAAA\\033\\\\c'"];
        Assert.Contains("abc", (await house.SshAsync(draw)).Said, StringComparison.Ordinal);
        try
        {
            await house.PermitAsync("""@terminal("sixel")""", SshHouse.Everything);
            Assert.Contains("a\x1bPq#0~\x1b\\bc", (await house.SshAsync(draw)).Said, StringComparison.Ordinal);
        }
        finally
        {
            await house.PermitAsync(SshHouse.Everything);
        }
    }

    [OpenSshFact("ssh")]
    public async Task Recognises_RemoteSsh()
    {
        using var client = OpenSshProgram.Start("ssh", [.. house.Options("-p"), $"{SshHouse.Place}@127.0.0.1", "bash"]);
        await client.StandardInput.WriteAsync("VSCODE_AGENT_FOLDER=$HOME/.vscode-server; commit=0123456789abcdef0123456789abcdef01234567; echo listening on 4711\n");
        client.StandardInput.Close();
        Assert.Equal("listening on 4711\n", await client.StandardOutput.ReadToEndAsync());
        var ide = await house.TracedAsync<RemoteIdeRecognised>(_ => true);
        Assert.Equal("0123456789abcdef0123456789abcdef01234567", ide.Commit);
    }

    [OpenSshFact("ssh")]
    public async Task Forwards_APort()
    {
        // The target's own sshd is a port like any other: its banner comes through.
        var (_, said) = await house.SshAsync("-W", $"localhost:{house.Target.Port}", $"{SshHouse.Place}@127.0.0.1");
        Assert.StartsWith("SSH-2.0-OpenSSH", said, StringComparison.Ordinal);
        var opened = house.Traced<StreamOpened>().Last(stream => stream.Kind == StreamKind.PortForward);
        Assert.Equal(("forwardPort", $"localhost:{house.Target.Port}"), (opened.Action, opened.Asked));
    }

    [OpenSshFact("ssh")]
    public async Task Jumps_ToAnEnvironmentAndIsStillInspected()
    {
        var proxy = "ssh " + string.Join(' ', house.Options("-p")) + " -W %h:%p ada@127.0.0.1";
        var (code, said) = await house.SshAsync("-o", $"ProxyCommand={proxy}", SshHouse.Place, "echo over the jump");
        Assert.Equal((0, "over the jump\n"), (code, said));
        Assert.Equal("echo over the jump", house.Traced<StreamOpened>().Last(stream => stream.Kind == StreamKind.Command).Asked);
    }

    [OpenSshFact("ssh")]
    public async Task Helps_WhoeverConnectsToTheGatewayItself()
    {
        var (code, said) = await house.SshAsync("ada@127.0.0.1");
        Assert.Equal(0, code);
        Assert.Contains($"payments-vm@127.0.0.1", said, StringComparison.Ordinal);
        (code, said) = await house.SshAsync("ada@127.0.0.1", "ls");
        Assert.Equal(1, code);
        Assert.Contains("runs no commands", said, StringComparison.Ordinal);
    }

    /// <summary>The first line that the gateway says to this client.</summary>
    private static async Task<string?> FirstWordAsync(Process client)
    {
        string? line;
        do
        {
            line = await client.StandardError.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
        }
        while (line is not null && !line.Contains("RemoteDev Gateway", StringComparison.Ordinal));
        return line;
    }

    [GeneratedRegex("/ssh/approve/(?<code>[A-Za-z0-9_-]{22})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
