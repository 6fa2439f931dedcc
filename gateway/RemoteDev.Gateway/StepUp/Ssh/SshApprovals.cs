using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.StepUp.Ssh;

/// <summary>
/// The second factor of a sign-in over SSH, shown in a browser instead: a link with a code of 128 bits, good for five minutes, for one
/// decision, and for the same person only, who must have shown a factor at the portal just now. Bounded, also for each person, so that
/// a stolen key keeps nobody else from asking.
/// </summary>
internal sealed class SshApprovals
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>How old the factor may be with which somebody approves.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);

    internal const int Max = 1000;
    internal const int MaxPerPerson = 10;

    private const int CodeBytes = 16;
    private const int CodeChars = 22;

    private readonly Lock _gate = new();
    private readonly Dictionary<TokenHash, SshApproval> _byCode = [];
    private readonly Dictionary<SignIn, SshApproval> _bySignIn = new(ReferenceEqualityComparer.Instance);
    private readonly SshSignIns _sshSignIns;
    private readonly GatewayOrigins _origins;
    private readonly TraceRoom _trace;
    private readonly TimeProvider _clock;

    public SshApprovals(SignInSessions signIns, SshSignIns sshSignIns, GatewayOrigins origins, TraceRoom trace, TimeProvider clock)
    {
        (_sshSignIns, _origins, _trace, _clock) = (sshSignIns, origins, trace, clock);
        signIns.Ended += (signIn, _) => Forget(signIn);
    }

    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _bySignIn.Count;
            }
        }
    }

    /// <summary>The link under which the person can approve this sign-in; null when too many wait. A link it had before stops working.</summary>
    public string? Begin(SignIn waiting, string fingerprint, IPAddress source, string what)
    {
        Span<byte> code = stackalloc byte[CodeBytes];
        RandomNumberGenerator.Fill(code);
        var now = _clock.GetUtcNow();
        var approval = new SshApproval(TokenHash.Of(code), waiting, fingerprint, source, what, now, now + Lifetime);
        lock (_gate)
        {
            RemoveLocked(waiting);
            if (!HasRoomLocked(waiting.Login, now))
            {
                return null;
            }

            _byCode.Add(approval.Code, approval);
            _bySignIn.Add(waiting, approval);
        }

        // Ended before it was in the table: whoever ended it found nothing to take out.
        if (waiting.HasEnded)
        {
            Forget(waiting);
            return null;
        }

        return $"{_origins.Portal}/ssh/approve/{Base64Url.EncodeToString(code)}";
    }

    /// <summary>What waits under this code for this person to decide, or null: for another's, a used and an invented one alike.</summary>
    public SshApproval? Find(string? code, string login) =>
        FindAny(code) is { IsDecided: false, Waiting.HasEnded: false } approval
        && approval.Waiting.Login == login
        && _clock.GetUtcNow() < approval.ExpiresAt
            ? approval
            : null;

    /// <summary>The person approves: the waiting sign-in may be strengthened with the factor they showed, from when they showed it.</summary>
    /// <remarks>Whoever decided may leave: what they decided is written down to its end.</remarks>
    public async Task<Step<SshApproval>> ApproveAsync(string? code, Verified by)
    {
        if (SshRefusals.WhyStale(by, _clock.GetUtcNow()) is { } stale)
        {
            return stale;
        }

        if (Find(code, by.Identified.Login) is not { } approval || by.Identified.SignIn.HasEnded || !approval.TryDecide())
        {
            return SshRefusals.NothingWaits;
        }

        var traced = await _trace.OpenAsync(
            new MfaVerified
            {
                Actor = by.Identified.Login,
                Source = by.Identified.Connection.Source.ToString(),
                SignIn = approval.Waiting.Id,
                Method = by.Mfa.Method,
                ShownAt = by.Mfa.At,
                ApprovedIn = by.Identified.SignIn.Id,
            },
            CancellationToken.None);
        if (!traced)
        {
            approval.Undecide();
            return FactorRefusals.TraceUnavailable;
        }

        approval.Approved = by.Mfa;
        return approval;
    }

    /// <summary>The person did not start it, or changed their mind: the waiting sign-in ends.</summary>
    public async Task<Step<SshApproval>> DenyAsync(string? code, Verified by, CancellationToken cancellationToken)
    {
        if (Find(code, by.Identified.Login) is not { } approval || !approval.TryDecide())
        {
            return SshRefusals.NothingWaits;
        }

        _sshSignIns.End(approval.Waiting, EndReason.SignedOut);
        await _trace.OpenAsync(
            new MfaRefused
            {
                Actor = by.Identified.Login,
                Source = by.Identified.Connection.Source.ToString(),
                SignIn = approval.Waiting.Id,
                Method = "approval",
                Code = RefusalCode.Denied,
                Reason = $"Denied by the person, at the portal. It came from {approval.Source} with the key {approval.Fingerprint}.",
            },
            cancellationToken);
        return approval;
    }

    /// <summary>Whether this sign-in was approved; strengthens it. True once.</summary>
    public bool TryTake(SignIn waiting)
    {
        SshApproval? approval;
        lock (_gate)
        {
            if (!_bySignIn.TryGetValue(waiting, out approval) || approval.Approved is null)
            {
                return false;
            }

            RemoveLocked(waiting);
        }

        if (waiting.HasEnded || _clock.GetUtcNow() >= approval.ExpiresAt)
        {
            return false;
        }

        waiting.Strengthen(approval.Approved);
        return true;
    }

    private SshApproval? FindAny(string? code)
    {
        Span<byte> bytes = stackalloc byte[CodeBytes];
        if (code?.Length != CodeChars
            || !Base64Url.IsValid(code)
            || !Base64Url.TryDecodeFromChars(code, bytes, out var written)
            || written != CodeBytes)
        {
            return null;
        }

        lock (_gate)
        {
            return _byCode.GetValueOrDefault(TokenHash.Of(bytes));
        }
    }

    private bool HasRoomLocked(string login, DateTimeOffset now)
    {
        foreach (var old in _bySignIn.Values.Where(approval => now >= approval.ExpiresAt).ToList())
        {
            RemoveLocked(old.Waiting);
        }

        return _bySignIn.Count < Max && _bySignIn.Keys.Count(signIn => signIn.Login == login) < MaxPerPerson;
    }

    private void Forget(SignIn signIn)
    {
        lock (_gate)
        {
            RemoveLocked(signIn);
        }
    }

    private void RemoveLocked(SignIn signIn)
    {
        if (_bySignIn.Remove(signIn, out var approval))
        {
            _byCode.Remove(approval.Code);
        }
    }
}
