using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using RemoteDev.Gateway.Authorize.Countries;
using RemoteDev.Gateway.Authorize.Decisions;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen.Devices;
using RemoteDev.Gateway.Tests.Listen;
using RemoteDev.Gateway.Tests.Listen.Devices;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Tests.Authorize;

/// <summary>Networks, countries and devices in decisions, and what happens to what is open when one of them changes.</summary>
public sealed class SourceAndDeviceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly AuthorityForTest _root = new("Devices");
    private readonly CountriesForTest _countries = new();
    private readonly DeviceJudge _devices;
    private readonly AuthorizeFixture _house;

    public SourceAndDeviceTests()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "root.pem"), _root.Pem);
        Revoke(0);
        var faults = new OptionFaults();
        var options = new DeviceOptions { ManagedAuthorities = [Path.Combine(_folder.Path, "root.pem")], RevocationLists = [List] };
        _devices = new DeviceJudge(DeviceAuthorities.Read(options, faults));
        Assert.Empty(faults.All);
        _devices.Refresh();
        _house = new AuthorizeFixture(new Surroundings(_countries, _devices));
    }

    private string List => Path.Combine(_folder.Path, "devices.crl");

    public void Dispose()
    {
        _house.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Network_OfTheSource_Decides_AndAnEditOfItCutsWhatIsOpen()
    {
        Follow(2, "context.source.networks.contains(\"office\")", new NetworkEntry("office", null, ["192.0.2.0/24"]));
        var session = await _house.EnterAsync();
        Assert.Contains("an address in network office", await RefusedFromAsync("198.51.100.9"), StringComparison.Ordinal);
        _house.Judge.JudgeAll();
        Assert.False(session.HasEnded);

        Follow(3, "context.source.networks.contains(\"office\")", new NetworkEntry("office", null, ["192.0.2.0/30"]));
        _house.Judge.JudgeAll();

        Assert.True(session.HasEnded);
        Assert.Contains("an address in network office", session.Ending!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Country_Decides_AndAnotherDatabaseCutsWhatIsOpen()
    {
        _countries.Country = "NG";
        Follow(2, "context.source has country && context.source.country == \"NG\"");
        var session = await _house.EnterAsync();
        Assert.Equal("NG", Assert.Single((await _house.TracedAsync()).OfType<SessionOpened>()).Country);

        _countries.Country = null;
        _house.Judge.JudgeAll();

        Assert.True(session.HasEnded);
        Assert.Contains("a connection from country NG", session.Ending!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookie_CopiedToADeviceWithoutACertificate_OpensNothing_ThoughThePermitWasJustRemembered()
    {
        Follow(2, "context.device.managed");
        var device = Device(_root.Issue());
        var session = await _house.EnterAsync(device: device);
        Assert.True(Browse(session, device).Passed(out _, out _));

        Assert.False(Browse(session, null).Passed(out _, out var refusal));
        Assert.Contains("a managed device", refusal.Reason, StringComparison.Ordinal);
        Assert.False(Browse(session, Device(new AuthorityForTest("Devices").Issue())).Passed(out _, out _));
        Assert.True(Browse(session, device).Passed(out _, out _));
        var opened = Assert.Single((await _house.TracedAsync()).OfType<SessionOpened>());
        Assert.Equal((device.Fingerprint, "CN=laptop-7", true), (opened.Device, opened.DeviceSubject, opened.DeviceManaged));
    }

    [Fact]
    public async Task RevokedCertificate_CutsTheSessionThatWasOpenedWithIt()
    {
        Follow(2, "context.device.certificate");
        var certificate = _root.Issue();
        var session = await _house.EnterAsync(device: Device(certificate));
        _house.Judge.JudgeAll();
        Assert.False(session.HasEnded);

        Revoke(1, certificate);
        _devices.Refresh();
        _house.Judge.JudgeAll();

        Assert.True(session.HasEnded);
    }

    [Fact]
    public async Task CertificateThatExpires_CutsTheSession_AndSoDoesAListThatIsOver()
    {
        Follow(2, "context.device.certificate");
        var session = await _house.EnterAsync(device: Device(_root.Issue(until: _house.Clock.GetUtcNow().AddMinutes(3))));
        _house.Clock.Advance(TimeSpan.FromMinutes(2));
        session.Touch(_house.Clock.GetUtcNow());
        _house.Judge.JudgeAll();
        Assert.False(session.HasEnded);
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        _house.Judge.JudgeAll();
        Assert.True(session.HasEnded);

        var other = await _house.EnterAsync(device: Device(_root.Issue()));
        _house.Judge.JudgeAll();
        Assert.False(other.HasEnded);
        _house.Clock.Advance(TimeSpan.FromMinutes(12));
        _house.Judge.JudgeAll();
        Assert.True(other.HasEnded);
    }

    [Fact]
    public async Task CertificateWorthNothing_IsTracedWithWhy()
    {
        await _house.EnterAsync(device: Device(new AuthorityForTest("Elsewhere").Issue()));

        var opened = Assert.Single((await _house.TracedAsync()).OfType<SessionOpened>());
        Assert.Null(opened.Device);
        Assert.NotNull(opened.DeviceRefused);
        Assert.Contains(opened.Circumstances, fact => fact.StartsWith("a certificate that counts for nothing", StringComparison.Ordinal));
    }

    private static DeviceCertificate Device(X509Certificate2 certificate) => DeviceCertificate.Shown(certificate, ImmutableArray<X509Certificate2>.Empty);

    private Step<Permitted> Browse(AccessSession session, DeviceCertificate? device) =>
        _house.Room.Authorize(_house.Ada(session: session, device: device), Actions.Browse, Uids.Environment("payments-ide"), AccessDetail.Http);

    private async Task<string> RefusedFromAsync(string source)
    {
        var signIn = Another();
        var connection = Connection.Accept("c2", Door.Portal, "", IPAddress.Parse(source), encrypted: true, _house.Clock.GetUtcNow());
        var step = await _house.Room.EnterEnvironmentAsync(
            Verified.With(Identified.BySignIn(connection, signIn), signIn.Mfa!), "payments-ide", CancellationToken.None);
        Assert.False(step.Passed(out _, out var refusal));
        return refusal.Reason;
    }

    private SignIn Another()
    {
        var signIn = new SignIn("sign-in-2", "ada", IPAddress.Loopback, _house.Clock.GetUtcNow(), _house.Clock.GetUtcNow().AddHours(1));
        signIn.Strengthen(new MfaProof("totp", _house.Clock.GetUtcNow()));
        return signIn;
    }

    private void Follow(long version, string unless, params NetworkEntry[] networks)
    {
        var sample = AuthorizeFixture.Snapshot(version, $$"""
            {{AuthorizeFixture.PolicyText}}
            @id("where") @reason("Not from there.")
            forbid (principal, action, resource) unless { {{unless}} };
            """);
        _house.Rules.Follow(new CatalogSnapshot
        {
            Version = version, Vendors = sample.Vendors, Projects = sample.Projects, People = sample.People, Environments = sample.Environments,
            Repositories = sample.Repositories, Windows = sample.Windows, Policy = sample.Policy, Bundle = sample.Bundle,
            Networks = networks.ToFrozenDictionary(network => network.Name, StringComparer.Ordinal),
        });
    }

    private void Revoke(int seconds, params X509Certificate2[] revoked)
    {
        // The house's clock starts at 20:00 on 2026-11-21; the list is over a quarter of an hour later.
        var start = new DateTimeOffset(2026, 11, 21, 20, 0, 0, TimeSpan.Zero);
        File.WriteAllBytes(List, _root.Revoke(start.AddMinutes(15), start.AddHours(-1), revoked));
        File.SetLastWriteTimeUtc(List, start.UtcDateTime.AddSeconds(seconds));
    }

    private sealed class CountriesForTest : ICountries
    {
        public string? Country { get; set; }

        public string? Of(IPAddress address) => Country;
    }
}
