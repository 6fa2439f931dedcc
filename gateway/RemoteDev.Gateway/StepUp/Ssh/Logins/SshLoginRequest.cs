using System.Net;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.StepUp.Ssh.Logins;

/// <summary>A machine that asks for a certificate for its key, and waits for a person to sign in for it.</summary>
/// <param name="UserCode">By what the person finds it.</param>
/// <param name="Key">The key to be certified; its private half stays where it is.</param>
/// <param name="Machine">What the machine calls itself: a claim.</param>
/// <param name="Source">Where it asks from.</param>
/// <param name="AskedAt">Since when.</param>
/// <param name="ExpiresAt">From then on nobody can approve it and nothing is handed out.</param>
internal sealed record SshLoginRequest(
    string UserCode, SshPublicKey Key, string Machine, IPAddress Source, DateTimeOffset AskedAt, DateTimeOffset ExpiresAt)
{
    private int _decided;

    /// <summary>What was approved, once it is traced.</summary>
    public SshLoginGrant? Grant { get; set; }

    public bool IsDenied { get; set; }

    public bool IsDecided => Volatile.Read(ref _decided) != 0;

    /// <summary>How long the machine must leave between two questions.</summary>
    public TimeSpan Interval { get; set; }

    public DateTimeOffset? PolledAt { get; set; }

    /// <summary>True for the first who decides.</summary>
    public bool TryDecide() => Interlocked.Exchange(ref _decided, 1) == 0;

    /// <summary>The decision could not be written down, so none was made.</summary>
    public void Undecide() => Volatile.Write(ref _decided, 0);
}
