using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.StepUp.Ssh;

/// <summary>
/// The second factor of a sign-in over SSH, shown in a browser instead: a link with a code of 128 bits, good for five minutes, for one
/// decision, and for the same person only, who must have shown a factor at the portal just now. The browser may be at another gateway than
/// the terminal. Bounded, also for each person, so that a stolen key keeps nobody else from asking.
/// </summary>
internal sealed class SshApprovals
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>How old the factor may be with which somebody approves.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);

    internal const int MaxPerPerson = 10;

    private const int CodeBytes = 16;
    private const int CodeChars = 22;

    private readonly ConcurrentDictionary<SignIn, SharedKey> _asked = new();
    private readonly SignInSessions _signIns;
    private readonly ISharedState _shared;
    private readonly GatewayOrigins _origins;
    private readonly TraceRoom _trace;
    private readonly TimeProvider _clock;

    public SshApprovals(SignInSessions signIns, ISharedState shared, GatewayOrigins origins, TraceRoom trace, TimeProvider clock)
    {
        (_signIns, _shared, _origins, _trace, _clock) = (signIns, shared, origins, trace, clock);
        signIns.Ended += Ended;
    }

    /// <summary>How many of this gateway's sign-ins have a link.</summary>
    internal int Count => _asked.Count;

    /// <summary>The link under which the person can approve this sign-in; null when too many wait, or nothing can be shared. A link it had before stops working.</summary>
    public async ValueTask<string?> BeginAsync(SignIn waiting, string fingerprint, IPAddress source, string what, CancellationToken cancellationToken)
    {
        var code = RandomNumberGenerator.GetBytes(CodeBytes);
        var now = _clock.GetUtcNow();
        var approval = new SshApproval(waiting.Id, waiting.Login, fingerprint, source.ToString(), what, now, now + Lifetime);
        var key = KeyOf(TokenHash.Of(code));
        await ForgetAsync(waiting);
        try
        {
            if ((await _shared.GroupAsync(SharedKind.SshApproval, waiting.Login, cancellationToken)).Count >= MaxPerPerson
                || !await _shared.TryAddAsync(key, approval.Write(), Lifetime, [waiting.Login], cancellationToken))
            {
                return null;
            }
        }
        catch (SharedStateException)
        {
            // A code from the app is still possible.
            return null;
        }

        _asked[waiting] = key;

        // Ended before it was in the table: whoever ended it found nothing to take out.
        if (waiting.HasEnded)
        {
            await ForgetAsync(waiting);
            return null;
        }

        return $"{_origins.Portal}/ssh/approve/{Base64Url.EncodeToString(code)}";
    }

    /// <summary>What waits under this code for this person to decide, or null: for another's, a used and an invented one alike.</summary>
    public async ValueTask<SshApproval?> FindAsync(string? code, string login, CancellationToken cancellationToken)
    {
        try
        {
            return (await LookAsync(code, login, cancellationToken))?.Approval;
        }
        catch (SharedStateException)
        {
            return null;
        }
    }

    /// <summary>The person approves: the waiting sign-in may be strengthened with the factor they showed, from when they showed it.</summary>
    /// <remarks>Whoever decided may leave: what they decided is written down to its end.</remarks>
    public async Task<Step<SshApproval>> ApproveAsync(string? code, Verified by)
    {
        if (SshRefusals.WhyStale(by, _clock.GetUtcNow()) is { } stale)
        {
            return stale;
        }

        try
        {
            if (by.Identified.SignIn.HasEnded || await DecideAsync(code, by.Identified.Login) is not var (key, approval, version))
            {
                return SshRefusals.NothingWaits;
            }

            var traced = await _trace.OpenAsync(
                new MfaVerified
                {
                    Actor = by.Identified.Login,
                    Source = by.Identified.Connection.Source.ToString(),
                    SignIn = approval.SignIn,
                    Method = by.Mfa.Method,
                    ShownAt = by.Mfa.At,
                    ApprovedIn = by.Identified.SignIn.Id,
                },
                CancellationToken.None);

            // What could not be written down was not decided.
            var decided = traced ? approval with { Approved = by.Mfa } : approval with { IsDecided = false };
            var stored = await StoreAsync(key, version, decided);
            if (traced && !stored)
            {
                await RefuseAsync(approval, by, "It had ended, or another approved or denied it, when this approval was written down.");
            }

            return !traced ? FactorRefusals.TraceUnavailable : stored ? decided : SshRefusals.NothingWaits;
        }
        catch (SharedStateException)
        {
            return IdentifyRefusals.SharedStateLost;
        }
    }

    /// <summary>The person did not start it, or changed their mind: the waiting sign-in ends, wherever it waits.</summary>
    public async Task<Step<SshApproval>> DenyAsync(string? code, Verified by)
    {
        try
        {
            if (await DecideAsync(code, by.Identified.Login) is not var (key, approval, _))
            {
                return SshRefusals.NothingWaits;
            }

            await _signIns.EndAsync(approval.Login, approval.SignIn, EndReason.SignedOut, CancellationToken.None);
            await _shared.TakeAsync(key, CancellationToken.None);
            await RefuseAsync(approval, by, $"Denied by the person, at the portal. It came from {approval.Source} with the key {approval.Fingerprint}.");
            return approval;
        }
        catch (SharedStateException)
        {
            return IdentifyRefusals.SharedStateLost;
        }
    }

    /// <summary>Whether this sign-in was approved; strengthens it. True once.</summary>
    public async ValueTask<bool> TryTakeAsync(SignIn waiting, CancellationToken cancellationToken)
    {
        if (!_asked.TryGetValue(waiting, out var key))
        {
            return false;
        }

        try
        {
            if (await _shared.FindAsync(key, cancellationToken) is not { } value
                || SshApproval.Read(value.Data) is not { Approved: not null }
                || await _shared.TakeAsync(key, cancellationToken) is not { } taken
                || SshApproval.Read(taken.Data) is not { Approved: { } proof } approval)
            {
                return false;
            }

            _asked.TryRemove(waiting, out _);
            if (waiting.HasEnded || _clock.GetUtcNow() >= approval.ExpiresAt)
            {
                return false;
            }

            waiting.Strengthen(proof);
            await _signIns.SaveAsync(waiting, cancellationToken);
            return true;
        }
        catch (SharedStateException)
        {
            return false;
        }
    }

    private ValueTask<bool> RefuseAsync(SshApproval approval, Verified by, string why) => _trace.OpenAsync(
        new MfaRefused
        {
            Actor = by.Identified.Login,
            Source = by.Identified.Connection.Source.ToString(),
            SignIn = approval.SignIn,
            Method = "approval",
            Code = RefusalCode.Denied,
            Reason = why,
        },
        CancellationToken.None);

    private static SharedKey KeyOf(TokenHash code) => new(SharedKind.SshApproval, code.ToString());

    private static SharedKey? KeyOf(string? code)
    {
        Span<byte> bytes = stackalloc byte[CodeBytes];
        return code?.Length == CodeChars
            && Base64Url.IsValid(code)
            && Base64Url.TryDecodeFromChars(code, bytes, out var written)
            && written == CodeBytes
                ? KeyOf(TokenHash.Of(bytes))
                : null;
    }

    // Of all who decide, at whichever gateway, one gets it.
    private async ValueTask<(SharedKey Key, SshApproval Approval, long Version)?> DecideAsync(string? code, string login)
    {
        if (await LookAsync(code, login, CancellationToken.None) is not var (key, approval, version))
        {
            return null;
        }

        var decided = approval with { IsDecided = true };
        return await StoreAsync(key, version, decided) ? (key, decided, version + 1) : null;
    }

    private async ValueTask<(SharedKey Key, SshApproval Approval, long Version)?> LookAsync(string? code, string login, CancellationToken cancellationToken)
    {
        if (KeyOf(code) is not { } key || await _shared.FindAsync(key, cancellationToken) is not { } value)
        {
            return null;
        }

        var approval = SshApproval.Read(value.Data);
        return !approval.IsDecided && approval.Login == login && _clock.GetUtcNow() < approval.ExpiresAt ? (key, approval, value.Version) : null;
    }

    private async ValueTask<bool> StoreAsync(SharedKey key, long version, SshApproval approval)
    {
        var left = approval.ExpiresAt - _clock.GetUtcNow();
        return left > TimeSpan.Zero && await _shared.TryReplaceAsync(key, version, approval.Write(), left, CancellationToken.None);
    }

    private void Ended(SignIn signIn, EndReason reason) => _ = ForgetAsync(signIn);

    private async Task ForgetAsync(SignIn signIn)
    {
        if (!_asked.TryRemove(signIn, out var key))
        {
            return;
        }

        try
        {
            await _shared.TakeAsync(key, CancellationToken.None);
        }
        catch (SharedStateException)
        {
            // It runs out by itself, and nobody waits for it any more.
        }
    }
}
