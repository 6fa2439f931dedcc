using System.Text.Json;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.StepUp.Ssh;

/// <summary>A sign-in over SSH, at some gateway of the house, that waits for its person to approve it in a browser.</summary>
/// <param name="SignIn">Public id of the sign-in.</param>
/// <param name="Login">Whose it is: the only one who may approve.</param>
/// <param name="Fingerprint">The key it was opened with.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="What">What it wants to reach, for the person's eyes.</param>
/// <param name="AskedAt">When the link was made.</param>
/// <param name="ExpiresAt">From then on it opens nothing.</param>
internal sealed record SshApproval(
    string SignIn, string Login, string Fingerprint, string Source, string What, DateTimeOffset AskedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>Somebody has decided, or is just writing the decision down.</summary>
    public bool IsDecided { get; init; }

    /// <summary>The factor of whoever approved, once it is traced.</summary>
    public MfaProof? Approved { get; init; }

    /// <summary>What <see cref="Write"/> wrote.</summary>
    public static SshApproval Read(ReadOnlySpan<byte> data) =>
        JsonSerializer.Deserialize<SshApproval>(data) ?? throw new InvalidDataException("A shared approval is empty.");

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this);
}
