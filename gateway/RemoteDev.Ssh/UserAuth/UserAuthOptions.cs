namespace RemoteDev.Ssh.UserAuth;

/// <summary>How a server authenticates.</summary>
internal sealed record UserAuthOptions
{
    /// <summary>The methods to begin with; what <c>none</c> answers.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [AuthMethods.PublicKey];

    /// <summary>Shown before the first answer; null for none.</summary>
    public string? Banner { get; init; }

    /// <summary>
    /// Failed attempts after which the connection ends, whatever user names they were for. An offer that is refused is one.
    /// </summary>
    public int Failures { get; init; } = 6;
}
