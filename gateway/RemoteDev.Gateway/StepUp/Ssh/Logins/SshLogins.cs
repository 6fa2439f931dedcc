using System.Net;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.StepUp.Ssh.Logins;

/// <summary>
/// How a machine's key gets a certificate: the machine asks and shows a code, its person approves at the portal with a factor shown just
/// now, and the machine, which asks again every few seconds, gets it once (the device flow of RFC 8628). Kept in memory and bounded, also
/// for each address.
/// </summary>
internal sealed class SshLogins(SshAuthorities authorities, LockoutBook lockouts, TraceRoom trace, TimeProvider clock)
{
    /// <summary>How long a request stays open.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>RFC 8628, section 3.5: the pause between two questions, and by how much it grows for those who ask too soon.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    public const int LongestMachine = 64;

    internal const int Max = 1000;
    internal const int MaxPerAddress = 10;

    private const string Kind = "ssh-certificate";

    private static readonly Refusal Crowded = new(RefusalCode.NotReady, "Too many machines wait for their people at this moment. Try again in a few minutes.");

    private readonly Lock _gate = new();
    private readonly Dictionary<TokenHash, SshLoginRequest> _byDevice = [];
    private readonly Dictionary<string, SshLoginRequest> _byUser = new(StringComparer.Ordinal);

    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _byDevice.Count;
            }
        }
    }

    /// <summary>A machine asks. Nothing is known of who is behind it.</summary>
    /// <param name="key">A plain key.</param>
    /// <param name="machine">Checked by the caller: at most <see cref="LongestMachine"/> characters, none of them a control character.</param>
    public Step<SshLoginBegun> Begin(SshPublicKey key, string machine, IPAddress source)
    {
        var now = clock.GetUtcNow();
        var device = Secret.New();
        lock (_gate)
        {
            foreach (var (hash, old) in _byDevice.Where(pair => now >= pair.Value.ExpiresAt).ToList())
            {
                RemoveLocked(hash, old);
            }

            var place = LockoutKey.Address(source);
            if (_byDevice.Count >= Max || _byDevice.Values.Count(other => LockoutKey.Address(other.Source) == place) >= MaxPerAddress)
            {
                return Crowded;
            }

            var request = new SshLoginRequest(UserCode.New(), key, machine, source, now, now + Lifetime) { Interval = Pace };
            if (!_byUser.TryAdd(request.UserCode, request))
            {
                return Crowded;
            }

            _byDevice.Add(device.Hash, request);
            return new SshLoginBegun(device, request);
        }
    }

    /// <summary>What waits for a decision under the code that somebody typed. A wrong one counts against the address like a wrong password.</summary>
    public Step<SshLoginRequest> Find(string? typed, IPAddress source)
    {
        var place = LockoutKey.Address(source);
        if (lockouts.Begin(place) is not null)
        {
            return IdentifyRefusals.LockedOut;
        }

        SshLoginRequest? request;
        lock (_gate)
        {
            request = UserCode.Read(typed) is { } code ? _byUser.GetValueOrDefault(code) : null;
        }

        if (request is null)
        {
            return SshRefusals.NoSuchLogin;
        }

        // A code that was right, though late, was no guess.
        lockouts.Forgive(place);
        return request.IsDecided || clock.GetUtcNow() >= request.ExpiresAt ? SshRefusals.NoSuchLogin : request;
    }

    /// <summary>The person vouches for the machine: its key gets a certificate in their name, which carries the factor they showed.</summary>
    /// <remarks>Whoever decided may leave: what they decided is written down to its end.</remarks>
    /// <param name="until">When the certificate ends at the latest; the caller bounds it.</param>
    /// <param name="environments">Those that the person may reach by SSH at some time.</param>
    public async Task<Step<SshLoginRequest>> ApproveAsync(
        SshLoginRequest request, Verified by, DateTimeOffset until, IReadOnlyList<string> environments)
    {
        var now = clock.GetUtcNow();
        if (SshRefusals.WhyStale(by, now) is { } stale)
        {
            return stale;
        }

        if (!authorities.IsLoaded)
        {
            return SshRefusals.NoAuthority;
        }

        if (now >= request.ExpiresAt || by.Identified.SignIn.HasEnded || !request.TryDecide())
        {
            return SshRefusals.NoSuchLogin;
        }

        var login = by.Identified.Login;
        var traced = await trace.OpenAsync(
            new CredentialIssued
            {
                Actor = login,
                Source = by.Identified.Connection.Source.ToString(),
                Kind = Kind,
                For = $"{login} {request.Key.Fingerprint}",
                Expires = until,
                AskedFrom = request.Source.ToString(),
            },
            CancellationToken.None);
        if (!traced || by.Identified.SignIn.HasEnded)
        {
            request.Undecide();
            return FactorRefusals.TraceUnavailable;
        }

        request.Grant = new SshLoginGrant(authorities.IssueForPerson(request.Key, login, by.Mfa, until), login, until, environments);
        return request;
    }

    /// <summary>The person wants nothing to do with it. False when it was decided before.</summary>
    public bool Deny(SshLoginRequest request) => request.TryDecide() && (request.IsDenied = true);

    /// <summary>The machine asks for the outcome. A decision is told once.</summary>
    public (SshLoginOutcome Outcome, SshLoginGrant? Grant) Poll(string? deviceCode)
    {
        if (!TokenHash.TryOf(deviceCode, out var hash))
        {
            return default;
        }

        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (!_byDevice.TryGetValue(hash, out var request))
            {
                return default;
            }

            if (now >= request.ExpiresAt)
            {
                RemoveLocked(hash, request);
                return default;
            }

            var early = request.PolledAt is { } last && now - last < request.Interval;
            request.PolledAt = now;
            if (early)
            {
                request.Interval += Pace;
                return (SshLoginOutcome.SlowDown, null);
            }

            if (request is { IsDenied: false, Grant: null })
            {
                return (SshLoginOutcome.Pending, null);
            }

            RemoveLocked(hash, request);
            return request.Grant is { } grant ? (SshLoginOutcome.Granted, grant) : (SshLoginOutcome.Denied, null);
        }
    }

    private void RemoveLocked(TokenHash device, SshLoginRequest request)
    {
        _byDevice.Remove(device);
        _byUser.Remove(request.UserCode);
    }
}
