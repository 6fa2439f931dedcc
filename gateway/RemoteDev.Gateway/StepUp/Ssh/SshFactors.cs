using System.Collections.Concurrent;
using System.Net;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.StepUp.Ssh;

/// <summary>
/// Remembers, for whoever shows the same key from the same address again, that a second factor was shown, and when: the person is not
/// asked for every window they open. The factor keeps its age, so policy's freshness counts as ever. In memory, bounded, and forgotten
/// with everything that makes the factor, the key or the person doubtful.
/// </summary>
internal sealed class SshFactors
{
    /// <summary>From when the factor was shown.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private const int Max = 10_000;

    private readonly ConcurrentDictionary<Place, Shown> _known = new();

    // A certificate that was given before this carries nothing any more, nor does what was remembered before.
    private readonly SshDoubts _doubts;
    private readonly CatalogRoom _catalog;
    private readonly FactorBook _factors;
    private readonly TraceRoom _trace;
    private readonly TimeProvider _clock;

    public SshFactors(
        SignInSessions signIns, SshSignIns sshSignIns, CatalogRoom catalog, FactorBook factors, SshDoubts doubts, TraceRoom trace, TimeProvider clock)
    {
        _doubts = doubts;
        _catalog = catalog;
        _factors = factors;
        _trace = trace;
        _clock = clock;
        sshSignIns.Dropped += fingerprint => Forget(place => place.Fingerprint == fingerprint);
        signIns.AllEnded += Doubt;
        signIns.Ended += (signIn, reason) =>
        {
            if (reason is EndReason.EndedByAdmin or EndReason.Suspended or EndReason.PersonChanged)
            {
                Doubt(signIn.Login);
            }
        };

        // A suspension may meet nobody signed in, and be lifted again: that must not bring the factor back.
        catalog.Changed += snapshot => Forget(place => IdentifyRefusals.WhyNot(snapshot.People.GetValueOrDefault(place.Login)) is not null);
    }

    internal int Count => _known.Count;

    /// <summary>Remembers the factor of this sign-in, if it has one and has not ended.</summary>
    public void Remember(SignIn signIn, string fingerprint, IPAddress source)
    {
        if (signIn.Mfa is not { } proof)
        {
            return;
        }

        if (_known.Count >= Max)
        {
            Sweep();
        }

        if (_known.Count < Max)
        {
            var place = Place.Of(signIn.Login, fingerprint, source);
            _known[place] = new Shown(proof, _clock.GetUtcNow());

            // Whoever ended it meanwhile may have forgotten too early.
            if (signIn.HasEnded)
            {
                _known.TryRemove(place, out _);
            }
        }
    }

    /// <summary>
    /// Strengthens the sign-in with the factor that was shown for this key from this address, or that its certificate carries, whichever
    /// is fresher, after it is in the trace. False when there is none, when the person has enrolled anew since, or when it cannot be
    /// traced.
    /// </summary>
    public async ValueTask<bool> TryRecallAsync(SshSignIn ssh, CancellationToken cancellationToken)
    {
        var (signIn, source) = (ssh.Identified.SignIn, ssh.Identified.Connection.Source);
        var place = Place.Of(signIn.Login, ssh.Fingerprint, source);
        await HearOfDoubtsAsync(signIn.Login, cancellationToken);
        var carried = Carried(ssh);
        var known = Known(place);
        if ((carried is null || known?.At > carried.At ? known : carried) is not { } proof
            || !await IsOfThisEnrolmentAsync(signIn.Login, proof, cancellationToken))
        {
            return false;
        }

        var traced = await _trace.OpenAsync(
            new MfaVerified
            {
                Actor = signIn.Login, Source = source.ToString(), SignIn = signIn.Id, Method = proof.Method, ShownAt = proof.At,
            },
            cancellationToken);

        // Once more, for what happened while it was written.
        if (!traced || signIn.HasEnded || (Known(place) != proof && Carried(ssh) != proof))
        {
            return false;
        }

        signIn.Strengthen(proof);
        return true;
    }

    // Counted in whole seconds, as certificates do: one of the same second is not believed.
    private MfaProof? Carried(SshSignIn ssh) =>
        ssh.Certificate is { } certificate
        && !(_doubts.Here(ssh.Identified.Login) is { } since && SshAuthorities.IssuedAt(certificate).ToUnixTimeSeconds() <= since.ToUnixTimeSeconds())
            ? PersonCertificate.FactorOf(certificate)
            : null;

    private MfaProof? Known(Place place)
    {
        if (!_known.TryGetValue(place, out var shown))
        {
            return null;
        }

        if (_clock.GetUtcNow() - shown.Proof.At < Lifetime)
        {
            return shown.Proof;
        }

        _known.TryRemove(new KeyValuePair<Place, Shown>(place, shown));
        return null;
    }

    // The database knows of an enrolment also when another replica made it. Certificates count in whole seconds.
    private async ValueTask<bool> IsOfThisEnrolmentAsync(string login, MfaProof proof, CancellationToken cancellationToken)
    {
        var held = await _factors.OfAsync(login, cancellationToken);
        return (held?.Any == true || (proof.Method == ProviderFactor.Method && IsHonoured(login)))
            && !(proof.At.ToUnixTimeSeconds() < held?.Since.ToUnixTimeSeconds());
    }

    // The administrator may have taken the honour back since.
    private bool IsHonoured(string login) =>
        _catalog.Current.People.GetValueOrDefault(login)?.Provider is { } provider && _catalog.Current.Providers.GetValueOrDefault(provider)?.HonoursFactors == true;

    // What another gateway, or this one before it was started anew, knew and the database kept.
    private async ValueTask HearOfDoubtsAsync(string login, CancellationToken cancellationToken)
    {
        if (await _doubts.LearnAsync(login, cancellationToken) is { } since)
        {
            // Compared as the database keeps it.
            Forget(place => place.Login == login && _known.TryGetValue(place, out var shown) && shown.Since.ToUnixTimeMilliseconds() <= since.ToUnixTimeMilliseconds());
        }
    }

    private void Doubt(string login)
    {
        _doubts.Add(login);
        Forget(place => place.Login == login);
    }

    private void Sweep()
    {
        var now = _clock.GetUtcNow();
        foreach (var pair in _known.Where(pair => now - pair.Value.Proof.At >= Lifetime))
        {
            _known.TryRemove(pair);
        }
    }

    private void Forget(Func<Place, bool> which)
    {
        foreach (var (place, _) in _known)
        {
            if (which(place))
            {
                _known.TryRemove(place, out _);
            }
        }
    }

    /// <summary>A factor that is remembered.</summary>
    /// <param name="Since">When it was remembered, which may be long after it was shown.</param>
    private sealed record Shown(MfaProof Proof, DateTimeOffset Since);

    private readonly record struct Place(string Login, string Fingerprint, IPAddress Source)
    {
        public static Place Of(string login, string fingerprint, IPAddress source) =>
            new(login, fingerprint, source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source);
    }
}
