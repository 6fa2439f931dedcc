using System.Security.Cryptography;
using RemoteDev.Ssh.Tests.Transport;

namespace RemoteDev.Ssh.Tests.Interop;

/// <summary>PuTTY's programs through our relay to a real sshd.</summary>
public sealed class PuttyTests
{
    [CommandFact("plink")]
    public async Task Plink_RunsACommand_AndTellsHowItEnded()
    {
        await using var door = await RelayDoor.StartAsync();
        var (code, said) = await TestProgram.RunAsync("plink", [.. await OptionsAsync(door), door.Host, "echo out; echo err >&2; exit 7"]);
        Assert.True(code == 7, said);
        Assert.Contains("out", said, StringComparison.Ordinal);
        Assert.Contains("err", said, StringComparison.Ordinal);
    }

    [CommandTheory("pscp")]
    [InlineData("-sftp")]
    [InlineData("-scp")]
    public async Task Pscp_CopiesThereAndBack(string protocol)
    {
        await using var door = await RelayDoor.StartAsync();
        var octets = await WriteAsync(door);
        string[] options = [.. await OptionsAsync(door), protocol];
        var (up, said) = await TestProgram.RunAsync("pscp", [.. options, door.File("sent"), $"{door.Host}:{door.File("there")}"]);
        Assert.True(up == 0, said);
        var (down, saidThen) = await TestProgram.RunAsync("pscp", [.. options, $"{door.Host}:{door.File("there")}", door.File("back")]);
        Assert.True(down == 0, saidThen);
        Assert.Equal(octets, await File.ReadAllBytesAsync(door.File("back")));
    }

    [CommandFact("psftp")]
    public async Task Psftp_CopiesThereAndBack()
    {
        await using var door = await RelayDoor.StartAsync();
        var octets = await WriteAsync(door);
        await File.WriteAllTextAsync(
            door.File("batch"), $"put {door.File("sent")} {door.File("there")}\nget {door.File("there")} {door.File("back")}\nquit\n");
        var (code, said) = await TestProgram.RunAsync("psftp", [.. await OptionsAsync(door), "-b", door.File("batch"), door.Host]);
        Assert.True(code == 0, said);
        Assert.Equal(octets, await File.ReadAllBytesAsync(door.File("back")));
    }

    private static async Task<string[]> OptionsAsync(RelayDoor door)
    {
        var key = door.File("id.ppk");
        var (code, said) = await TestProgram.RunAsync("puttygen", door.KeyFile, "-O", "private", "-o", key);
        Assert.True(code == 0, said);
        return ["-batch", "-hostkey", door.Fingerprint, "-i", key, "-P", door.Port];
    }

    private static async Task<byte[]> WriteAsync(RelayDoor door)
    {
        var octets = RandomNumberGenerator.GetBytes(3_000_000);
        await File.WriteAllBytesAsync(door.File("sent"), octets);
        return octets;
    }
}
