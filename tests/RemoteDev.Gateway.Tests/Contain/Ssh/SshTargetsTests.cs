using System.Net;
using System.Net.Sockets;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Ssh;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Contain.Ssh.Connectors;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Tests.Identify.Authorities;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.Contain.Ssh;

/// <summary>The gateway enters what the catalogue names and recognises, says of everything else what is wrong, and leaves nothing open.</summary>
public sealed class SshTargetsTests : IAsyncLifetime
{
    private readonly SshPrivateKey _hostKey = SshPrivateKey.GenerateEd25519();
    private AuthorityDatabase _database = null!;
    private SshAuthorities _authorities = null!;

    public async Task InitializeAsync()
    {
        _database = await AuthorityDatabase.SqliteAsync();
        _authorities = await _database.LoadedAsync();
    }

    public Task DisposeAsync()
    {
        _hostKey.Dispose();
        _database.Dispose();
        return Task.CompletedTask;
    }

    [OpenSshFact("sshd")]
    public async Task Enters_ByAPinnedKey_AndRunsACommand()
    {
        await using var sshd = await Sshd.StartAsync(_hostKey, _authorities.TargetAuthority);

        var result = await CheckAsync(sshd.Port, keys: [_hostKey.PublicKey]);

        Assert.True(result.Fault is null, result.Fault + sshd.Log);
        Assert.Equal(_hostKey.PublicKey.Fingerprint, result.HostKey);
        Assert.StartsWith("SSH-2.0-OpenSSH", result.ServerVersion, StringComparison.Ordinal);
        Assert.Contains("Accepted certificate ID \"root1/check\"", sshd.Log, StringComparison.Ordinal);
    }

    [OpenSshFact("sshd")]
    public async Task Enters_AMachineThatFollowsThePage()
    {
        // The file of the authority's key is the test's own.
        var lines = TargetLines.Configuration(Sshd.Login).Split('\n').Where(line => !line.StartsWith("TrustedUserCAKeys", StringComparison.Ordinal));
        await using var sshd = await Sshd.StartAsync(_hostKey, _authorities.TargetAuthority, null, [.. lines]);

        var result = await CheckAsync(sshd.Port, keys: [_hostKey.PublicKey]);

        Assert.True(result.Fault is null, result.Fault + sshd.Log);
    }

    [OpenSshFact("sshd")]
    public async Task Enters_ByAHostCertificate_ForItsNameOnly()
    {
        using var authority = SshPrivateKey.GenerateEd25519();
        await using var named = await Sshd.StartAsync(_hostKey, _authorities.TargetAuthority, Certified(authority, "127.0.0.1"));
        await using var another = await Sshd.StartAsync(_hostKey, _authorities.TargetAuthority, Certified(authority, "other.internal"));

        Assert.Null((await CheckAsync(named.Port, authorities: [authority.PublicKey])).Fault);
        Assert.Equal(SshTargetFaultKind.HostKeyDiffers, (await CheckAsync(another.Port, authorities: [authority.PublicKey])).Fault?.Kind);
    }

    [OpenSshFact("sshd")]
    public async Task Refuses_AnotherHostKey_AndNamesBoth()
    {
        using var other = SshPrivateKey.GenerateEd25519();
        await using var sshd = await Sshd.StartAsync(_hostKey, _authorities.TargetAuthority);

        var fault = (await CheckAsync(sshd.Port, keys: [other.PublicKey])).Fault;

        Assert.Equal(SshTargetFaultKind.HostKeyDiffers, fault?.Kind);
        Assert.Contains(_hostKey.PublicKey.Fingerprint, fault!.Detail, StringComparison.Ordinal);
        Assert.Contains(other.PublicKey.Fingerprint, fault.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Accepted", sshd.Log, StringComparison.Ordinal);
    }

    [OpenSshFact("sshd")]
    public async Task Says_ThatTheAuthorityIsNotTrustedThere()
    {
        await using var sshd = await Sshd.StartAsync(_hostKey, _authorities.PersonAuthority);

        var fault = (await CheckAsync(sshd.Port, keys: [_hostKey.PublicKey])).Fault;

        Assert.Equal(SshTargetFaultKind.LoginRefused, fault?.Kind);
        Assert.Contains(Sshd.Login, fault!.Detail, StringComparison.Ordinal);
    }

    [OpenSshFact("sshd")]
    public async Task Says_ThatNoCommandRuns()
    {
        await using var sshd = await Sshd.StartAsync(_hostKey, _authorities.TargetAuthority, null, "ForceCommand exit 3");

        var fault = (await CheckAsync(sshd.Port, keys: [_hostKey.PublicKey])).Fault;

        Assert.Equal(SshTargetFaultKind.CommandRefused, fault?.Kind);
        Assert.Contains("status 3", fault!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_ThatNobodyAnswers()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var fault = (await CheckAsync(port, keys: [_hostKey.PublicKey])).Fault;

        Assert.Equal(SshTargetFaultKind.Unreachable, fault?.Kind);
        Assert.Contains($"port {port}", fault!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_ThatItIsNotUnderstood_WhereTheServerIsAnother()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = Task.Run(async () =>
        {
            using var peer = await listener.AcceptTcpClientAsync();
            await peer.GetStream().WriteAsync("SSH-1.5-old\r\n"u8.ToArray());
            await peer.GetStream().CopyToAsync(Stream.Null);
        });

        var fault = (await CheckAsync(((IPEndPoint)listener.LocalEndpoint).Port, keys: [_hostKey.PublicKey])).Fault;

        Assert.Equal(SshTargetFaultKind.NotUnderstood, fault?.Kind);
        await served;
    }

    [Fact]
    public async Task Connects_Nowhere_WithoutTheGatewaysKeys()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var targets = new SshTargets(_database.Gateway("other.key"), new LiveConnectors(), TimeProvider.System);

        var result = await targets.ConnectAsync(
            Environment(((IPEndPoint)listener.LocalEndpoint).Port, [_hostKey.PublicKey], []), "root1", "s", null, CancellationToken.None);

        Assert.Equal(SshTargetFaultKind.NoKeys, result.Fault?.Kind);
        Assert.False(listener.Pending());
    }

    private static EnvironmentEntry Environment(int port, IEnumerable<SshPublicKey> keys, IEnumerable<SshPublicKey> authorities) =>
        new("payments-vm", "payments", "Payments VM", SshTarget.Scheme, "internal", new Uri($"ssh://127.0.0.1:{port}"), null, [], [])
        {
            Ssh = new SshTarget(Sshd.Login, [.. keys.Select(key => key.ToLine())], [.. authorities.Select(key => key.ToLine())], null),
        };

    private SshPublicKey Certified(SshPrivateKey authority, string name) => SshCertificates.Issue(
        new CertificateRequest
        {
            Key = _hostKey.PublicKey, Kind = SshCertificateKind.Host, KeyId = name, Principals = [name],
            ValidAfter = TimeProvider.System.GetUtcNow().AddHours(-1), ValidBefore = TimeProvider.System.GetUtcNow().AddHours(1),
        },
        authority);

    private Task<TargetCheckResult> CheckAsync(int port, SshPublicKey[]? keys = null, SshPublicKey[]? authorities = null) =>
        new TargetCheck(new SshTargets(_authorities, new LiveConnectors(), TimeProvider.System), TimeProvider.System)
            .RunAsync(Environment(port, keys ?? [], authorities ?? []), "root1", CancellationToken.None);
}
