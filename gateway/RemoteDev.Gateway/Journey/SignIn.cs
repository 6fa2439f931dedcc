using System.Net;

namespace RemoteDev.Gateway.Journey;

/// <summary>
/// One person signed in from one browser. Holds no secret: the cookie's value is known to the store only by hash.
/// Access sessions hang from it and end with it.
/// </summary>
internal sealed class SignIn(string id, string login, IPAddress source, DateTimeOffset openedAt, DateTimeOffset expiresAt)
{
    private volatile MfaProof? _mfa;
    private volatile bool _ended;

    /// <summary>A public identifier for trace and lists; it opens nothing.</summary>
    public string Id { get; } = id;

    /// <summary>The canonical login of the person.</summary>
    public string Login { get; } = login;

    public IPAddress Source { get; } = source;

    public DateTimeOffset OpenedAt { get; } = openedAt;

    /// <summary>Absolute end; nothing extends it.</summary>
    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    /// <summary>The freshest second factor shown in this sign-in, or null while only the password was.</summary>
    public MfaProof? Mfa => _mfa;

    public bool HasEnded => _ended;

    /// <summary>Only the StepUp room calls this, after it has checked the factor (held by an architecture test).</summary>
    public void Strengthen(MfaProof proof) => _mfa = proof;

    /// <summary>Irrevocable.</summary>
    public void End() => _ended = true;
}
