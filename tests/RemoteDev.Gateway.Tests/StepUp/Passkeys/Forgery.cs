namespace RemoteDev.Gateway.Tests.StepUp.Passkeys;

/// <summary>What an authenticator, or who stands between it and us, says other than it should. Nothing set: all is as it should be.</summary>
internal sealed record Forgery
{
    /// <summary>Bits of the flags that are left out (WebAuthn, section 6.1).</summary>
    public byte Without { get; init; }

    public string? Origin { get; init; }

    public string? RpId { get; init; }

    public string? Type { get; init; }

    public bool CrossOrigin { get; init; }

    public string? TopOrigin { get; init; }

    public string? Challenge { get; init; }

    public string? UserHandle { get; init; }

    public uint? Count { get; init; }

    /// <summary>A signature by another key.</summary>
    public bool ForeignKey { get; init; }

    /// <summary>So many characters more than there should be.</summary>
    public int Padding { get; init; }
}
