using System.Globalization;
using System.Security.Cryptography;
using RemoteDev.Ssh.Tests.Transport;
using RemoteDev.Tests;

namespace RemoteDev.Ssh.Tests.Interop;

/// <summary>What OpenSSH carries beside a session, and keys that it renews by itself, through our relay.</summary>
public sealed class RelayForwardingTests
{
    // ssh-keyscan speaks to the target's sshd over the forwarded port, and says whom it has met.
    [CommandFact("ssh")]
    public async Task Listens_HereForThere()
    {
        await using var door = await RelayDoor.StartAsync();
        var port = LoopbackPort.Free().ToString(CultureInfo.InvariantCulture);
        await using var ssh = await TestProgram.StartAsync(
            "ssh", "ready", [.. door.Options, "-o", "ExitOnForwardFailure=yes", "-L", $"127.0.0.1:{port}:127.0.0.1:{door.TargetPort}",
                "-p", door.Port, door.Host, "echo ready; sleep 60"]);
        var (_, said) = await TestProgram.RunAsync("ssh-keyscan", "-t", "ed25519", "-p", port, "127.0.0.1");
        Assert.Contains(door.TargetKeyLine, said, StringComparison.Ordinal);
    }

    [CommandFact("ssh")]
    public async Task Listens_ThereForHere()
    {
        await using var door = await RelayDoor.StartAsync();
        var port = LoopbackPort.Free().ToString(CultureInfo.InvariantCulture);
        var (code, said) = await TestProgram.RunAsync(
            "ssh", [.. door.Options, "-o", "ExitOnForwardFailure=yes", "-R", $"127.0.0.1:{port}:127.0.0.1:{door.TargetPort}",
                "-p", door.Port, door.Host, $"ssh-keyscan -t ed25519 -p {port} 127.0.0.1"]);
        Assert.True(code == 0, said);
        Assert.Contains(door.TargetKeyLine, said, StringComparison.Ordinal);
    }

    [CommandFact("ssh")]
    public async Task Jumps()
    {
        await using var door = await RelayDoor.StartAsync();
        var configuration = door.File("config");
        var options = door.Options.Skip(2).Chunk(2).Select(pair => pair[0] == "-i" ? $"IdentityFile {pair[1]}" : pair[1].Replace('=', ' '));
        await File.WriteAllLinesAsync(configuration, options);
        var (code, said) = await TestProgram.RunAsync(
            "ssh", "-F", configuration, "-J", $"{door.Host}:{door.Port}", "-p", door.TargetPort, door.Host, "echo inner");
        Assert.True(code == 0, said);
        Assert.Contains("inner", said, StringComparison.Ordinal);
    }

    [CommandFact("ssh-agent")]
    public async Task Forwards_AnAgent()
    {
        await using var door = await RelayDoor.StartAsync();
        var socket = door.File("agent");
        await using var agent = await TestProgram.StartAsync("ssh-agent", "SSH_AUTH_SOCK", "-D", "-a", socket);
        var command = $"ssh-add -q {door.KeyFile} && ssh {string.Join(' ', door.Options)} -A -p {door.Port} {door.Host} ssh-add -l";
        var withAgent = command.Replace("IdentityAgent=none", $"IdentityAgent={socket}", StringComparison.Ordinal);
        var (code, said) = await TestProgram.RunAsync("env", $"SSH_AUTH_SOCK={socket}", "sh", "-c", withAgent);
        Assert.True(code == 0, said);
        Assert.Contains("ED25519", said, StringComparison.Ordinal);
    }

    [CommandFact("ssh")]
    public async Task LetsTheClient_RenewKeys_EveryMegabyte()
    {
        await using var door = await RelayDoor.StartAsync();
        var octets = RandomNumberGenerator.GetBytes(20_000_000);
        await File.WriteAllBytesAsync(door.File("sent"), octets);
        var command = $"ssh {string.Join(' ', door.Options)} -o RekeyLimit=1M -p {door.Port} {door.Host} cat < {door.File("sent")} > {door.File("back")}";
        var (code, said) = await TestProgram.RunAsync("sh", "-c", command);
        Assert.True(code == 0, said);
        Assert.Equal(SHA256.HashData(octets), SHA256.HashData(await File.ReadAllBytesAsync(door.File("back"))));
    }

    // It asks every second, and would leave when one is not answered.
    [CommandFact("ssh")]
    public async Task Answers_AClientThatAsksWhetherItIsThere()
    {
        await using var door = await RelayDoor.StartAsync();
        var (code, said) = await TestProgram.RunAsync(
            "ssh", [.. door.Options, "-o", "ServerAliveInterval=1", "-o", "ServerAliveCountMax=1", "-p", door.Port, door.Host, "sleep 4; echo alive"]);
        Assert.True(code == 0, said);
        Assert.Contains("alive", said, StringComparison.Ordinal);
    }
}
