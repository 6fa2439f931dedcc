using RemoteDev.Journeys.Tests.Inside;

namespace RemoteDev.Journeys.Tests.House;

/// <summary>Commands with the surroundings of the developer's own terminal inside the environment, and with those of somebody outside.</summary>
internal static class InsideShell
{
    /// <summary>git inside: the developer's home, settings and credential helper.</summary>
    public static Command Git(ClientNetwork inside, params string[] arguments) => new Command("git", arguments)
        .With("HOME", inside.Home).With("XDG_CONFIG_HOME", Path.Combine(inside.Home, ".config")).With("GIT_CONFIG_NOSYSTEM", "1")
        .With("GIT_CONFIG_GLOBAL", null).With("GIT_TERMINAL_PROMPT", "0").In(inside.Workspace);

    /// <summary>git on the developer's own machine: no settings, no helper, nobody to ask.</summary>
    public static Command GitOutside(params string[] arguments) => new Command("git", arguments)
        .With("GIT_CONFIG_NOSYSTEM", "1").With("GIT_CONFIG_GLOBAL", "/dev/null").With("GIT_TERMINAL_PROMPT", "0").With("GIT_ASKPASS", "/bin/false");
}
