using System.Net;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.StepUp.Ssh;

/// <summary>A sign-in over SSH that waits for its person to approve it in a browser.</summary>
/// <param name="Code">What the link is found by.</param>
/// <param name="Waiting">The sign-in; its login is the only one who may approve.</param>
/// <param name="Fingerprint">The key it was opened with.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="What">What it wants to reach, for the person's eyes.</param>
/// <param name="AskedAt">When the link was made.</param>
/// <param name="ExpiresAt">From then on it opens nothing.</param>
internal sealed record SshApproval(
    TokenHash Code, SignIn Waiting, string Fingerprint, IPAddress Source, string What, DateTimeOffset AskedAt, DateTimeOffset ExpiresAt)
{
    private int _decided;

    /// <summary>The factor of whoever approved, once it is traced.</summary>
    public MfaProof? Approved { get; set; }

    /// <summary>True for the first who decides.</summary>
    public bool TryDecide() => Interlocked.Exchange(ref _decided, 1) == 0;

    public bool IsDecided => Volatile.Read(ref _decided) != 0;

    /// <summary>The decision could not be written down, so none was made.</summary>
    public void Undecide() => Volatile.Write(ref _decided, 0);
}
