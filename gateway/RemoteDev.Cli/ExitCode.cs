namespace RemoteDev.Cli;

/// <summary>What the command's exit code says. Scripts go by it, so the numbers never change.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The gateway refused, or there are faults in what was given.</summary>
    public const int Refused = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>No gateway answers at the address.</summary>
    public const int Unreachable = 3;
}
