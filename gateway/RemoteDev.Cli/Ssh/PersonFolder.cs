namespace RemoteDev.Cli.Ssh;

/// <summary>The files of whoever runs the command.</summary>
internal sealed class PersonFolder
{
    private PersonFolder(string home, string? configuration)
    {
        Ssh = Path.Combine(home, ".ssh");
        var own = Path.Combine(configuration is { Length: > 0 } ? configuration : Path.Combine(home, ".config"), "remotedev");
        State = Path.Combine(own, "login.json");
        GitToken = Path.Combine(own, "git-token");
    }

    public string Ssh { get; }

    /// <summary>The private key, where no agent holds it. The others stand beside it under the names that OpenSSH looks for.</summary>
    public string Key => Path.Combine(Ssh, "remotedev");

    public string PublicKey => Key + ".pub";

    public string Certificate => Key + "-cert.pub";

    public string KnownHosts => Key + "-known-hosts";

    public string Configuration => Path.Combine(Ssh, "config");

    /// <summary>What is kept of the last login.</summary>
    public string State { get; }

    /// <summary>The access token for git, which is a secret.</summary>
    public string GitToken { get; }

    /// <summary>Null when the environment does not say where the person's files are.</summary>
    public static PersonFolder? Of(Func<string, string?> environment)
    {
        var home = environment("HOME") is { Length: > 0 } set ? set : environment("USERPROFILE");
        return string.IsNullOrEmpty(home) ? null : new PersonFolder(home, environment("XDG_CONFIG_HOME"));
    }

    /// <summary>Makes a folder that only its owner can enter, if it is not there.</summary>
    public static void Make(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
