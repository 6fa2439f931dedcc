namespace RemoteDev.Ssh.Tests.UserAuth;

/// <summary>Writes down what it is asked, and answers what the test says.</summary>
internal sealed class RecordingAuthenticator : ISshAuthenticator
{
    public List<string> Asked { get; } = [];

    /// <summary>The keys that were proven, last.</summary>
    public SshPublicKey? Proven { get; private set; }

    public Func<string, SshPublicKey, AuthStep> Offered { get; set; } = (_, _) => new AuthStep.Acceptable();

    public Func<string, SshPublicKey, AuthStep> KeyProven { get; set; } = (_, _) => new AuthStep.Success();

    public Func<AuthStep> Started { get; set; } = () => new AuthStep.Prompt("", "", [new AuthPrompt("Code: ", Echo: false)]);

    public Func<IReadOnlyList<string>, AuthStep> Answered { get; set; } = _ => new AuthStep.Success();

    public ValueTask<AuthStep> PublicKeyOfferedAsync(string userName, SshPublicKey key, CancellationToken cancellationToken)
    {
        Asked.Add($"offered {userName}");
        return new(Offered(userName, key));
    }

    public ValueTask<AuthStep> PublicKeyProvenAsync(
        string userName, SshPublicKey key, SecurityKeyUse? use, CancellationToken cancellationToken)
    {
        Asked.Add($"proven {userName}");
        Proven = key;
        return new(KeyProven(userName, key));
    }

    public ValueTask<AuthStep> KeyboardInteractiveStartedAsync(string userName, CancellationToken cancellationToken)
    {
        Asked.Add($"started {userName}");
        return new(Started());
    }

    public ValueTask<AuthStep> KeyboardInteractiveAnsweredAsync(
        string userName, IReadOnlyList<string> answers, CancellationToken cancellationToken)
    {
        Asked.Add($"answered {userName} {string.Join('|', answers)}");
        return new(Answered(answers));
    }

    public void Reset() => Asked.Add("reset");
}
