using System.Diagnostics;
using System.Text;
using RemoteDev.Journeys.Tests.Inside;

namespace RemoteDev.Journeys.Tests.House;

/// <summary>
/// A developer's own machine with the stock ssh client: a key pair, what the portal says of the gateway's host key, and a programme that
/// types the phone's next code when ssh asks for it.
/// </summary>
internal sealed class Laptop : IDisposable
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("remotedev-laptop-");
    private readonly int _port;

    private Laptop(int port) => _port = port;

    private string Key => Path.Combine(_folder.FullName, "id");

    private string AskPass => Path.Combine(_folder.FullName, "askpass");

    /// <summary>Makes a pair and registers it on the person's account page, then copies the line for known_hosts from the portal.</summary>
    public static async Task<Laptop> SetUpAsync(Visitor owner, int sshPort)
    {
        var laptop = new Laptop(sshPort);
        await new Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "laptop", "-f", laptop.Key).SucceedAsync();
        await owner.GoAsync("account");
        await owner.Field("Public key").FillAsync((await File.ReadAllTextAsync(laptop.Key + ".pub")).Trim());
        await owner.PressAsync("Add the key");
        await owner.GoAsync("");
        await File.WriteAllTextAsync(Path.Combine(laptop._folder.FullName, "known_hosts"), (await owner.Page.Locator("#known-hosts").TextContentAsync())! + "\n");
        await File.WriteAllTextAsync(laptop.AskPass, $"#!/bin/sh\ncat '{laptop._folder.FullName}/code'\n");
#pragma warning disable CA1416 // Debian
        File.SetUnixFileMode(laptop.AskPass, Mine);
#pragma warning restore CA1416
        return laptop;
    }

    /// <summary>What the person would read off the phone at the next question.</summary>
    public Task ReadCodeAsync(string code) => File.WriteAllTextAsync(Path.Combine(_folder.FullName, "code"), code + "\n");

    /// <summary>Runs a client of OpenSSH to its end.</summary>
    public Task<CommandResult> RunAsync(string program, params string[] arguments) => Command(program, arguments).RunAsync();

    /// <summary>Starts a client and leaves it running; what it says is kept.</summary>
    public Process Start(StringBuilder said, string program, params string[] arguments) => Command(program, arguments).Start(line =>
    {
        lock (said)
        {
            said.AppendLine(line);
        }
    });

    public void Dispose() => _folder.Delete(recursive: true);

    private Command Command(string program, string[] arguments) => new Command(
            program,
            [
                "-F", "none", "-i", Key, program == "ssh" ? "-p" : "-P", $"{_port}", "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none",
                "-o", "StrictHostKeyChecking=yes", "-o", $"UserKnownHostsFile={_folder.FullName}/known_hosts", "-o", "GlobalKnownHostsFile=none",
                "-o", "NumberOfPasswordPrompts=1", .. arguments,
            ])
        .With("SSH_ASKPASS", AskPass).With("SSH_ASKPASS_REQUIRE", "force");
}
