namespace RemoteDev.Gateway.StepUp.Devices;

/// <summary>What a machine asks for, in the words of OAuth. The zero value is nothing.</summary>
/// <param name="Ssh">A certificate for its SSH key.</param>
/// <param name="Git">An access token for git.</param>
internal readonly record struct DeviceScope(bool Ssh, bool Git)
{
    public const string SshWord = "ssh";
    public const string GitWord = "git";

    public static readonly string[] Words = [SshWord, GitWord];

    /// <summary>RFC 6749, section 3.3: words with one blank between them, in any order. False for any other word, and for none.</summary>
    public static bool TryRead(string? text, out DeviceScope scope)
    {
        scope = default;
        foreach (var word in (text ?? "").Split(' '))
        {
            switch (word)
            {
                case SshWord:
                    scope = scope with { Ssh = true };
                    break;
                case GitWord:
                    scope = scope with { Git = true };
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    public override string ToString() => (Ssh, Git) switch
    {
        (true, true) => $"{SshWord} {GitWord}",
        (true, false) => SshWord,
        (false, true) => GitWord,
        _ => "",
    };
}
