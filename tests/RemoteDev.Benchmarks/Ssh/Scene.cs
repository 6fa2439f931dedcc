using System.Diagnostics;
using RemoteDev.Benchmarks.Proxy;
using RemoteDev.Ssh;

namespace RemoteDev.Benchmarks.Ssh;

/// <summary>
/// A target sshd, and the ways to it: straight, through our relay with the thread pool of the gateway and with that of .NET, and through a
/// stock sshd as a jump host.
/// </summary>
internal sealed class Scene : IDisposable
{
    private readonly DirectoryInfo _folder;

    private Scene(DirectoryInfo folder, SshPrivateKey key)
    {
        _folder = folder;
        Key = key;
    }

    public static IReadOnlyList<Way> Ways { get; } = Enum.GetValues<Way>();

    public SshPrivateKey Key { get; }

    public string KeyFile => Path.Combine(_folder.FullName, "key");

    public OpenSshd Target { get; private set; } = null!;

    public OpenSshd Jump { get; private set; } = null!;

    public Child Relay { get; private set; } = null!;

    public Child SpinningRelay { get; private set; } = null!;

    /// <summary>What the gateway's project file sets for its own process.</summary>
    public static KeyValuePair<string, string> Calm { get; } = new("DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "0");

    public static async Task<Scene> OpenAsync()
    {
        var scene = new Scene(Directory.CreateTempSubdirectory("ssh-bench-"), SshPrivateKey.GenerateEd25519());
        await OpenSshd.WriteSecretAsync(scene.KeyFile, scene.Key.WritePem());
        scene.Target = await OpenSshd.StartAsync(scene._folder, "target", scene.Key.PublicKey);
        scene.Jump = await OpenSshd.StartAsync(scene._folder, "jump", scene.Key.PublicKey);
        string[] words = ["ssh-relay", $"{scene.Target.Port}", Keys.Word(scene.Target.HostKey), scene.KeyFile];
        scene.Relay = await Child.StartAsync([Calm], words);
        scene.SpinningRelay = await Child.StartAsync(words);
        return scene;
    }

    /// <summary>A stock ssh on one of the ways.</summary>
    public Process Start(Way way, string command)
    {
        string[] common =
        [
            "-F", "none", "-i", KeyFile, "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "BatchMode=yes",
            "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
        ];
        var host = $"{Environment.UserName}@127.0.0.1";
        var port = way switch
        {
            Way.Relay => Relay.Address.Port,
            Way.SpinningRelay => SpinningRelay.Address.Port,
            _ => Target.Port,
        };
        string[] jump = way == Way.Jump ? ["-o", $"ProxyCommand=ssh {string.Join(' ', common)} -p {Jump.Port} -W %h:%p {host}"] : [];
        var start = new ProcessStartInfo("ssh", [.. common, .. jump, "-p", $"{port}", host, command])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }

    /// <summary>Processor time of what stands between, once every connection has ended.</summary>
    public async Task<TimeSpan> TimeBetweenAsync(Way way)
    {
        await Jump.UntilQuietAsync();
        return way switch
        {
            Way.Relay => Relay.ProcessorTime,
            Way.SpinningRelay => SpinningRelay.ProcessorTime,
            Way.Jump => Jump.ProcessorTimeOfEnded,
            _ => TimeSpan.Zero,
        };
    }

    public void Dispose()
    {
        Relay.Dispose();
        SpinningRelay.Dispose();
        Target.Dispose();
        Jump.Dispose();
        Key.Dispose();
        _folder.Delete(recursive: true);
    }
}
