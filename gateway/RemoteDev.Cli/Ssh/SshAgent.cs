namespace RemoteDev.Cli.Ssh;

/// <summary>The person's agent, if one runs: what it holds never rests on disk, and it forgets the key when the certificate ends.</summary>
internal static class SshAgent
{
    public const string Variable = "SSH_AUTH_SOCK";

    public static bool Runs(Func<string, string?> environment) => environment(Variable) is { Length: > 0 };

    /// <summary>Hands over a key and the certificate beside it. Null when it was taken, else what the agent said.</summary>
    public static async Task<string?> AddAsync(string key, TimeSpan life, Func<string, string?> environment, CancellationToken cancellationToken)
    {
        var seconds = ((long)Math.Max(1, life.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (code, errors) = await OpenSshTool.RunAsync("ssh-add", ["-q", "-t", seconds, key], environment, cancellationToken);
        return code == 0 ? null : errors.Length > 0 ? errors : $"ssh-add ended with code {code}.";
    }

    /// <summary>Takes an earlier key and its certificate out, if the agent still has them; that it has not is no fault.</summary>
    /// <param name="key">The file of its private half, which need not be there: <c>ssh-add</c> looks for both others by this name.</param>
    public static Task RemoveAsync(string key, Func<string, string?> environment, CancellationToken cancellationToken) =>
        OpenSshTool.RunAsync("ssh-add", ["-q", "-d", key], environment, cancellationToken);
}
