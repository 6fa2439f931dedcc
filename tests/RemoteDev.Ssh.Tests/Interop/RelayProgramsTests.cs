using System.Security.Cryptography;
using RemoteDev.Ssh.Tests.Transport;

namespace RemoteDev.Ssh.Tests.Interop;

/// <summary>Programs that run over SSH, through our relay to a real sshd.</summary>
public sealed class RelayProgramsTests
{
    [CommandFact("sftp")]
    public async Task Carries_Sftp()
    {
        await using var door = await RelayDoor.StartAsync();
        var octets = await WriteAsync(door);
        await File.WriteAllTextAsync(
            door.File("batch"), $"put {door.File("sent")} {door.File("there")}\nget {door.File("there")} {door.File("back")}\n");
        var (code, said) = await TestProgram.RunAsync("sftp", [.. door.Options, "-b", door.File("batch"), "-P", door.Port, door.Host]);
        Assert.True(code == 0, said);
        Assert.Equal(octets, await File.ReadAllBytesAsync(door.File("back")));
    }

    [CommandFact("rsync")]
    public async Task Carries_Rsync()
    {
        await using var door = await RelayDoor.StartAsync();
        var octets = await WriteAsync(door);
        var shell = $"ssh {string.Join(' ', door.Options)} -p {door.Port}";
        var (code, said) = await TestProgram.RunAsync("rsync", "-e", shell, door.File("sent"), $"{door.Host}:{door.File("back")}");
        Assert.True(code == 0, said);
        Assert.Equal(octets, await File.ReadAllBytesAsync(door.File("back")));
    }

    [CommandFact("git")]
    public async Task Carries_Git()
    {
        await using var door = await RelayDoor.StartAsync();
        var (made, why) = await TestProgram.RunAsync("git", "init", "--bare", door.File("bare"));
        Assert.True(made == 0, why);
        var shell = $"core.sshCommand=ssh {string.Join(' ', door.Options)}";
        var (code, said) = await TestProgram.RunAsync(
            "git", "-c", shell, "clone", $"ssh://{door.Host}:{door.Port}{door.File("bare")}", door.File("clone"));
        Assert.True(code == 0, said);
        Assert.True(Directory.Exists(Path.Combine(door.File("clone"), ".git")));
    }

    private static async Task<byte[]> WriteAsync(RelayDoor door)
    {
        var octets = RandomNumberGenerator.GetBytes(3_000_000);
        await File.WriteAllBytesAsync(door.File("sent"), octets);
        return octets;
    }
}
