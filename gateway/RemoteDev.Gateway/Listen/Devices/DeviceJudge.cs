using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Listen.Devices;

/// <summary>
/// Judges certificates of devices: a chain to a configured root and to no other, at this moment, for authenticating clients, and not revoked
/// by any authority on the way. The machine's own trust is never asked, and nothing is fetched that a certificate points to. What was worked
/// out is kept until a list changes or a time in it comes.
/// </summary>
internal sealed class DeviceJudge(DeviceAuthorities? authorities) : IDeviceJudge
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private static readonly TimeSpan RefusalLife = TimeSpan.FromSeconds(1);

    private readonly ConditionalWeakTable<DeviceCertificate, Case> _cases = [];
    private volatile RevocationLists _lists = RevocationLists.None;

    /// <summary>The lists that are asked.</summary>
    public RevocationLists Lists => _lists;

    /// <summary>Looks for changed lists.</summary>
    public void Refresh()
    {
        if (authorities is not null)
        {
            _lists = RevocationLists.Read(authorities.RevocationLists, _lists);
        }
    }

    public DeviceStanding Judge(DeviceCertificate? certificate, DateTimeOffset now)
    {
        if (certificate is null || authorities is null)
        {
            return default;
        }

        var lists = _lists;
        var judged = _cases.GetOrCreateValue(certificate);
        return judged.Standing(lists, now) ?? judged.Hear(lists, now, () => Work(certificate, lists, now));
    }

    /// <summary>What an operator must look at: a list that is broken or over, or an authority without one.</summary>
    public string? Warning(DateTimeOffset now)
    {
        if (authorities is not { ChecksRevocation: true })
        {
            return null;
        }

        var lists = _lists;
        if (lists.Fault(now) is { } fault)
        {
            return $"{fault}; certificates of its authority count as not shown";
        }

        foreach (var authority in authorities.Roots.Concat(authorities.Others))
        {
            if (lists.InForce(authority, now) is null)
            {
                return $"no revocation list of {authority.Subject} is in force; certificates it signed count as not shown";
            }
        }

        return null;
    }

    private Judged Work(DeviceCertificate certificate, RevocationLists lists, DateTimeOffset now)
    {
        var until = DateTimeOffset.MaxValue;
        var managed = false;
        var fault = Fault(certificate, lists, now, ref until, ref managed);
        return fault is null
            ? new Judged(lists, now, until, new DeviceStanding(true, managed))
            : new Judged(lists, now, now + RefusalLife, new DeviceStanding(false, false, fault));
    }

    private string? Fault(DeviceCertificate certificate, RevocationLists lists, DateTimeOffset now, ref DateTimeOffset until, ref bool managed)
    {
        if (LeafFault(certificate.Leaf) is { } fault)
        {
            return fault;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities!.Roots);
        chain.ChainPolicy.ExtraStore.AddRange(authorities.Others);
        chain.ChainPolicy.ExtraStore.AddRange(certificate.Sent.AsSpan().ToArray());
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        try
        {
            if (!chain.Build(certificate.Leaf))
            {
                return string.Join(", ", chain.ChainStatus.Select(status => status.Status.ToString()).Distinct(StringComparer.Ordinal));
            }
        }
        catch (CryptographicException broken)
        {
            return broken.Message;
        }

        var elements = chain.ChainElements;
        if (elements.Count < 2)
        {
            return "the certificate is an authority's own";
        }

        for (var i = 0; i < elements.Count; i++)
        {
            var one = elements[i].Certificate;
            until = Earlier(until, one.NotAfter.ToUniversalTime());
            managed |= i > 0 && authorities.IsManaged(one);
            if (i + 1 < elements.Count && authorities.ChecksRevocation && Revoked(one, elements[i + 1].Certificate, lists, now, ref until) is { } revoked)
            {
                return revoked;
            }
        }

        return now < until ? null : "expired";
    }

    private static string? LeafFault(X509Certificate2 leaf)
    {
        if (leaf.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority))
        {
            return "the certificate is an authority's";
        }

        // Without the extension a certificate is good for anything, a server's name in an office printer included.
        return leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any(usage => usage.EnhancedKeyUsages[ClientAuthentication] is not null)
            ? null
            : "the certificate is not for authenticating clients";
    }

    private static string? Revoked(X509Certificate2 one, X509Certificate2 issuer, RevocationLists lists, DateTimeOffset now, ref DateTimeOffset until)
    {
        if (lists.InForce(issuer, now) is not { } list)
        {
            return $"no revocation list of {issuer.Subject} is in force";
        }

        until = Earlier(until, list.Until.UtcDateTime);
        return list.Names(one) ? $"{issuer.Subject} revoked it" : null;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTime other) => one.UtcDateTime <= other ? one : new DateTimeOffset(other, TimeSpan.Zero);

    private sealed record Judged(RevocationLists Lists, DateTimeOffset From, DateTimeOffset Until, DeviceStanding Standing);

    /// <summary>
    /// What was worked out of one certificate. One request at a time works it out, and those beside it on the connection wait for that: the
    /// platform's certificates decode their extensions when first asked, not for several threads at once, and a half decoded one would be
    /// judged to lack what it has.
    /// </summary>
    private sealed class Case
    {
        private readonly Lock _hearing = new();
        private volatile Judged? _judged;

        public DeviceStanding? Standing(RevocationLists lists, DateTimeOffset now) =>
            _judged is { } known && ReferenceEquals(known.Lists, lists) && known.From <= now && now < known.Until ? known.Standing : null;

        public DeviceStanding Hear(RevocationLists lists, DateTimeOffset now, Func<Judged> work)
        {
            lock (_hearing)
            {
                return Standing(lists, now) ?? (_judged = work()).Standing;
            }
        }
    }
}
