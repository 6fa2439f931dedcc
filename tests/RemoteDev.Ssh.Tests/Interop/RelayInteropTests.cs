using System.Security.Cryptography;
using RemoteDev.Ssh.Tests.Transport;

namespace RemoteDev.Ssh.Tests.Interop;

/// <summary>Real clients, our relay, and a real sshd.</summary>
public sealed class RelayInteropTests
{
    [CommandFact("ssh")]
    public async Task Runs_ACommand_AndTellsHowItEnded()
    {
        await using var door = await RelayDoor.StartAsync();
        var (code, said) = await TestProgram.RunAsync("ssh", [.. door.Options, "-p", door.Port, door.Host, "echo out; echo err >&2; exit 7"]);
        Assert.True(code == 7, said);
        Assert.Contains("out", said, StringComparison.Ordinal);
        Assert.Contains("err", said, StringComparison.Ordinal);
    }

    [CommandFact("ssh")]
    public async Task Runs_ACommand_OnATerminal()
    {
        await using var door = await RelayDoor.StartAsync();
        var (code, said) = await TestProgram.RunAsync("ssh", [.. door.Options, "-tt", "-p", door.Port, door.Host, "tty; kill -TERM $$"]);
        Assert.NotEqual(0, code);
        Assert.Contains("/dev/pts/", said, StringComparison.Ordinal);
    }

    [CommandFact("scp")]
    public Task Copies_WithTheOldProtocol() => CopyAsync("scp", "-O", "-P");

    [CommandFact("scp")]
    public Task Copies_OverSftp() => CopyAsync("scp", "-p", "-P");

    // It closes its channel as soon as both sides have said EOF: long before the second program has ended, and before the first may have.
    [CommandTheory("dbclient")]
    [InlineData("echo through; exit 5")]
    [InlineData("echo through; exec >&- 2>&-; sleep 0.3; exit 5")]
    public async Task Serves_Dropbear_WhichWantsNoReply_AndClosesBeforeTheEnd(string command)
    {
        await using var door = await RelayDoor.StartAsync();
        var keyFile = door.File("id_dropbear");
        var (made, why) = await TestProgram.RunAsync("dropbearconvert", "openssh", "dropbear", door.KeyFile, keyFile);
        Assert.True(made == 0, why);
        var (code, said) = await TestProgram.RunAsync("dbclient", "-y", "-y", "-i", keyFile, "-p", door.Port, door.Host, command);
        Assert.True(code == 5, said);
        Assert.Contains("through", said, StringComparison.Ordinal);
    }

    // The inner connection ends at the sshd, over a direct-tcpip channel that the relay carries.
    [CommandFact("ssh")]
    public async Task Forwards_AConnection()
    {
        await using var door = await RelayDoor.StartAsync();
        var jump = $"ssh {string.Join(' ', door.Options)} -p {door.Port} -W 127.0.0.1:{door.TargetPort} {door.Host}";
        var (code, said) = await TestProgram.RunAsync(
            "ssh", [.. door.Options, "-o", $"ProxyCommand={jump}", "-p", door.TargetPort, door.Host, "echo inner"]);
        Assert.True(code == 0, said);
        Assert.Contains("inner", said, StringComparison.Ordinal);
    }

    [CommandFact("ssh")]
    public async Task Echoes_SixtyMegabytes_WhileKeysChangeEveryMegabyte()
    {
        await using var door = await RelayDoor.StartAsync(rekeyBytes: 1024 * 1024);
        var sent = door.File("sent");
        var octets = RandomNumberGenerator.GetBytes(60_000_000);
        await File.WriteAllBytesAsync(sent, octets);
        var received = door.File("received");
        var command = $"ssh {string.Join(' ', door.Options)} -p {door.Port} {door.Host} cat < {sent} > {received}";
        var (code, said) = await TestProgram.RunAsync("sh", "-c", command);
        Assert.True(code == 0, said);
        Assert.Equal(SHA256.HashData(octets), SHA256.HashData(await File.ReadAllBytesAsync(received)));
    }

    private static async Task CopyAsync(string program, string option, string portOption)
    {
        await using var door = await RelayDoor.StartAsync();
        var octets = RandomNumberGenerator.GetBytes(3_000_000);
        await File.WriteAllBytesAsync(door.File("sent"), octets);
        string[] options = [.. door.Options, option, portOption, door.Port];
        var (up, said) = await TestProgram.RunAsync(program, [.. options, door.File("sent"), $"{door.Host}:{door.File("there")}"]);
        Assert.True(up == 0, said);
        var (down, saidThen) = await TestProgram.RunAsync(program, [.. options, $"{door.Host}:{door.File("there")}", door.File("back")]);
        Assert.True(down == 0, saidThen);
        Assert.Equal(octets, await File.ReadAllBytesAsync(door.File("back")));
    }
}
