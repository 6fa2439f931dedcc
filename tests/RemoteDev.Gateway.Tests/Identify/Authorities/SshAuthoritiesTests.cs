using System.Text;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen.Ssh;
using RemoteDev.Gateway.Tests.Catalog.Database;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.Identify.Authorities;

/// <summary>The keys are made once, are the same in every gateway, rest sealed, and each vouches for its own kind only.</summary>
public sealed class SshAuthoritiesTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Makes_OneSetOfKeys_ForGatewaysThatStartTogether()
    {
        using var database = await AuthorityDatabase.SqliteAsync();
        await SharesAsync(database);
    }

    [PostgresFact]
    public async Task Makes_OneSetOfKeys_ForGatewaysThatStartTogether_OnPostgres()
    {
        var connection = await postgres.CreateDatabaseAsync();
        using var database = await AuthorityDatabase.CreateAsync(_ => new GatewayDatabase(DatabaseProvider.Postgres, connection));
        await SharesAsync(database);
    }

    [Fact]
    public async Task Keeps_ThePrivateKeysSealed()
    {
        using var database = await AuthorityDatabase.SqliteAsync();
        var authorities = await database.LoadedAsync();

        await using var context = database.CreateDbContext();
        var rows = await context.SshAuthorities.AsNoTracking().ToListAsync();
        Assert.Equal(4, rows.Count);
        Assert.All(rows, row =>
        {
            var text = Encoding.Latin1.GetString(row.Sealed);
            Assert.DoesNotContain("PRIVATE KEY", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Encoding.Latin1.GetString(authorities.HostKey.PublicBlob.Span[^32..]), text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Loads_Nothing_UnderAnotherMasterKey_AndIsNotReadyThen()
    {
        using var database = await AuthorityDatabase.SqliteAsync();
        await database.LoadedAsync();
        var other = database.Gateway("other.key");

        Assert.Equal("host-key", await other.LoadAsync(CancellationToken.None));

        Assert.False(other.IsLoaded);
        Assert.Throws<InvalidOperationException>(() => other.HostAuthority);
        Assert.Contains("master.key", new AuthorityReadiness(other, Address("127.0.0.1:0")).WhyNotReady, StringComparison.Ordinal);
        Assert.Null(new AuthorityReadiness(other, Address()).WhyNotReady);
        Assert.NotNull(new AuthorityReadiness(other, Address()).Warning);
    }

    [Fact]
    public async Task Is_ReadyWhenTheKeysAreThere()
    {
        using var database = await AuthorityDatabase.SqliteAsync();
        var readiness = new AuthorityReadiness(await database.LoadedAsync(), Address("127.0.0.1:0"));

        Assert.Null(readiness.WhyNotReady);
        Assert.Null(readiness.Warning);
    }

    [Fact]
    public async Task Takes_NoKeyForAnother_WhenRowsWereExchanged()
    {
        using var database = await AuthorityDatabase.SqliteAsync();
        await database.LoadedAsync();
        await using var context = database.CreateDbContext();
        var people = await context.SshAuthorities.Where(row => row.Purpose == "person-authority").Select(row => row.Sealed).SingleAsync();
        await context.SshAuthorities.Where(row => row.Purpose == "target-authority")
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Sealed, people));

        var gateway = database.Gateway();

        Assert.Equal("target-authority", await gateway.LoadAsync(CancellationToken.None));
        Assert.False(gateway.IsLoaded);
    }

    [Fact]
    public async Task Vouches_ToATarget_ForOneAccountAndALittleWhile()
    {
        using var database = await AuthorityDatabase.SqliteAsync();
        var authorities = await database.LoadedAsync(new ManualClock(Now));

        using var signer = authorities.IssueForTarget("ada", "s1", "devuser", TimeSpan.FromMinutes(2));

        var certificate = Read(signer);
        Assert.Equal("ada/s1", certificate.Certificate!.KeyId);
        Assert.Equal(
            ["permit-X11-forwarding", "permit-agent-forwarding", "permit-port-forwarding", "permit-pty"],
            certificate.Certificate.Extensions.Select(option => option.Name),
            StringComparer.Ordinal);
        Assert.Empty(certificate.Certificate.CriticalOptions);
        var check = Check(authorities.TargetAuthority, SshCertificateKind.User, "devuser", Now.AddMinutes(2).AddSeconds(-1));
        Assert.Null(check.FaultOf(certificate));
        Assert.Equal(CertificateFaultKind.Expired, (check with { Now = Now.AddMinutes(2) }).FaultOf(certificate)?.Kind);
        Assert.Equal(CertificateFaultKind.WrongPrincipal, (check with { Principal = "root" }).FaultOf(certificate)?.Kind);
        Assert.Equal(CertificateFaultKind.UnknownAuthority, (check with { Authorities = [authorities.PersonAuthority] }).FaultOf(certificate)?.Kind);
        using var next = authorities.IssueForTarget("ada", "s1", "devuser", TimeSpan.FromMinutes(2));
        Assert.NotEqual(certificate.Fingerprint, Read(next).Fingerprint, StringComparer.Ordinal);
        Assert.NotEqual(certificate.Certificate.Serial, Read(next).Certificate!.Serial);
    }

    [Fact]
    public async Task Vouches_ForAPerson_AndSaysWhichFactorTheyShowed()
    {
        using var database = await AuthorityDatabase.SqliteAsync();
        using var key = SshPrivateKey.GenerateEd25519();
        var authorities = await database.LoadedAsync(new ManualClock(Now));

        var certificate = authorities.IssueForPerson(key.PublicKey, "ada", new MfaProof("totp", Now.AddMinutes(-3)), Now.AddHours(8));

        var check = Check(authorities.PersonAuthority, SshCertificateKind.User, "ada", Now);
        Assert.Null(check.FaultOf(certificate));
        Assert.NotNull((check with { Authorities = [authorities.TargetAuthority, authorities.HostAuthority] }).FaultOf(certificate));
        Assert.Equal(["ada"], certificate.Certificate!.Principals);
        Assert.Equal(new MfaProof("totp", Now.AddMinutes(-3)), PersonCertificate.FactorOf(certificate.Certificate));
    }

    [Theory]
    [InlineData("totp", null)]
    [InlineData("totp", "")]
    [InlineData("totp", "-1")]
    [InlineData("totp", "yesterday")]
    [InlineData("totp", "999999999999")]
    [InlineData("", "1795327200")]
    [InlineData(null, "1795327200")]
    public async Task Reads_NoFactor_WhereNoneIsWholly(string? method, string? at)
    {
        using var database = await AuthorityDatabase.SqliteAsync();
        using var key = SshPrivateKey.GenerateEd25519();
        var authorities = await database.LoadedAsync(new ManualClock(Now));
        var extensions = new List<SshCertificateOption>();
        Add("mfa-method@remotedev", method);
        Add("mfa-at@remotedev", at);
        var certificate = authorities.IssueForPerson(key.PublicKey, "ada", new MfaProof("totp", Now), Now.AddHours(8)).Certificate!;

        Assert.Null(PersonCertificate.FactorOf(certificate with { Extensions = extensions }));

        void Add(string name, string? text)
        {
            if (text is not null)
            {
                extensions.Add(SshCertificateOption.WithText(name, text));
            }
        }
    }

    [Fact]
    public async Task Renews_TheHostCertificate_AtHalfItsLife_OrForOtherNames()
    {
        using var database = await AuthorityDatabase.SqliteAsync();
        var clock = new ManualClock(Now);
        var authorities = await database.LoadedAsync(clock);

        var first = authorities.HostCertificate(["dev.example.com"]);
        clock.Advance(TimeSpan.FromHours(11.9));
        Assert.Same(first, authorities.HostCertificate(["dev.example.com"]));
        clock.Advance(TimeSpan.FromHours(0.2));
        var second = authorities.HostCertificate(["dev.example.com"]);

        Assert.NotSame(first, second);
        Assert.Equal(clock.GetUtcNow().AddHours(24), Read(second).Certificate!.ValidBefore);
        Assert.Equal(authorities.HostPublicKey.Fingerprint, Read(second).Fingerprint);
        var check = Check(authorities.HostAuthority, SshCertificateKind.Host, "dev.example.com", clock.GetUtcNow());
        Assert.Null(check.FaultOf(Read(second)));
        Assert.Equal(["a.example", "b.example"], Read(authorities.HostCertificate(["a.example", "b.example"])).Certificate!.Principals);
    }

    private static SshPublicKey Read(ISshSigner signer)
    {
        Assert.True(SshPublicKey.TryParse(signer.PublicBlob.Span, out var key, out var fault), fault);
        return key;
    }

    private static CertificateCheck Check(SshPublicKey authority, SshCertificateKind kind, string principal, DateTimeOffset now) =>
        new() { Authorities = [authority], Kind = kind, Principal = principal, Now = now };

    private static SshAddress Address(params string[] addresses) =>
        new(new SshListenOptions { Addresses = addresses, PublicHost = "dev.example.com" }, null!);

    private static async Task SharesAsync(AuthorityDatabase database)
    {
        var gateways = Enumerable.Range(0, 4).Select(_ => database.Gateway()).ToArray();

        var faults = await Task.WhenAll(gateways.Select(gateway => Task.Run(() => gateway.LoadAsync(CancellationToken.None))));

        Assert.All(faults, Assert.Null);
        var late = await database.LoadedAsync();
        var keys = new[] { late.HostPublicKey, late.HostAuthority, late.TargetAuthority, late.PersonAuthority };
        Assert.Equal(4, keys.Distinct().Count());
        Assert.All(gateways, gateway => Assert.Equal(
            keys, new[] { gateway.HostPublicKey, gateway.HostAuthority, gateway.TargetAuthority, gateway.PersonAuthority }));
    }
}
