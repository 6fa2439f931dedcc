using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using RemoteDev.Gateway.Listen;
using RemoteDev.Gateway.Listen.Devices;
using RemoteDev.Gateway.Tests.Listen.Devices;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.Listen;

public sealed class CertificateReadinessTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 20, 0, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new(Now);
    private readonly AuthorityForTest _root = new("Office");

    [Fact]
    public void Warns_OfItsOwnInTime_AndWhenItHasRunOut()
    {
        var part = new CertificateReadiness(new ServedCertificate(_root.Issue("dev.example.com", until: Now.AddDays(30)), []), null, _clock);
        Assert.Null(part.Warning);

        _clock.Sleep(TimeSpan.FromDays(10));
        Assert.Contains("CN=dev.example.com runs out: 2026-12-21", part.Warning, StringComparison.Ordinal);

        _clock.Sleep(TimeSpan.FromDays(21));
        Assert.Contains("has run out: it ended 2026-12-21", part.Warning, StringComparison.Ordinal);
        Assert.Null(part.WhyNotReady);
    }

    [Fact]
    public void Warns_OfTheAuthorityOnTheWay_WhichEndsBeforeIt()
    {
        var below = new AuthorityForTest("Below", _root);
        var leaf = below.Issue("dev.example.com", until: AuthorityForTest.Start.AddYears(38));
        var part = new CertificateReadiness(new ServedCertificate(leaf, [_root.Issue("soon", until: Now.AddDays(3), authority: true)]), null, _clock);
        Assert.Contains("CN=soon", part.Warning, StringComparison.Ordinal);
        Assert.DoesNotContain("CN=dev.example.com", part.Warning, StringComparison.Ordinal);
    }

    // An old root may stand beside its successor for years.
    [Fact]
    public void Warns_OfItsOwn_BesideOneThatRanOutLongAgo()
    {
        var old = _root.Issue("old", until: Now.AddYears(-1), authority: true);
        var part = new CertificateReadiness(new ServedCertificate(_root.Issue("dev.example.com", until: Now.AddDays(1)), [old]), null, _clock);
        Assert.StartsWith("the certificate CN=dev.example.com runs out", part.Warning, StringComparison.Ordinal);
        Assert.Contains("CN=old has run out", part.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warns_OfTheAuthorityOfDevices()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "devices.pem");
        await File.WriteAllTextAsync(path, _root.Pem);
        var faults = new OptionFaults();
        var devices = DeviceAuthorities.Read(new DeviceOptions { Authorities = [path], CheckRevocation = false }, faults);
        Assert.Empty(faults.All);
        var part = new CertificateReadiness(null, devices, _clock);
        Assert.Null(part.Warning);

        _clock.Sleep(_root.Certificate.NotAfter.ToUniversalTime() - Now.UtcDateTime - TimeSpan.FromDays(1));
        Assert.Contains("CN=Office runs out", part.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsAsked_WhereAnOperatorsCertificateIsShown()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "served.pfx");
        var now = DateTimeOffset.UtcNow;
        await File.WriteAllBytesAsync(path, _root.Issue("remotedev.localhost", now.AddDays(-1), now.AddDays(5), AuthorityForTest.ServerAuthentication).Export(X509ContentType.Pkcs12));
        await using var host = await ListenHost.StartAsync(("RemoteDev:PublicOrigin", $"https://{ListenHost.Host}"), ("RemoteDev:Listen:CertificatePath", path));
        Assert.Contains(host.Services.GetServices<IReadinessPart>(), part => part.Warning?.Contains("CN=remotedev.localhost runs out", StringComparison.Ordinal) == true);
    }
}
