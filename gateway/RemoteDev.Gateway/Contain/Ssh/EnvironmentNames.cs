namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>
/// Which environment variables a client may set: those about language and colours. Others steer programs (<c>LD_PRELOAD</c>,
/// <c>BASH_ENV</c>), and a target's own <c>AcceptEnv</c> is not ours to rely on.
/// </summary>
internal static class EnvironmentNames
{
    private const int LongestValue = 256;

    public static bool Allows(string name, string value) =>
        value.Length <= LongestValue
        && !value.Any(char.IsControl)
        && (name is "LANG" or "LANGUAGE" or "COLORTERM" or "NO_COLOR" or "TZ" or "TERM_PROGRAM" or "TERM_PROGRAM_VERSION"
            || name.StartsWith("LC_", StringComparison.Ordinal));
}
