namespace RemoteDev.Ssh.Relay;

/// <summary>Whether something may pass. The one that nobody made is a no.</summary>
/// <param name="Passes">Whether it does.</param>
/// <param name="Words">For the person, where it does not; empty for none.</param>
public readonly record struct RelayVerdict(bool Passes, string Words)
{
    /// <summary>It may pass.</summary>
    public static RelayVerdict Pass { get; } = new(true, string.Empty);

    /// <summary>It may not.</summary>
    public static RelayVerdict Refuse(string words) => new(false, words);
}
