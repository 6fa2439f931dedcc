using System.Net;
using System.Net.Sockets;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.Identify.Authorities;

/// <summary>What the gateway signs is what OpenSSH reads and believes, where it should and nowhere else.</summary>
public sealed class OpenSshAcceptanceTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("remotedev-acceptance-");
    private AuthorityDatabase _database = null!;
    private SshAuthorities _authorities = null!;

    public async Task InitializeAsync()
    {
        _database = await AuthorityDatabase.SqliteAsync();
        _authorities = await _database.LoadedAsync();
    }

    public Task DisposeAsync()
    {
        _database.Dispose();
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [OpenSshFact("ssh-keygen")]
    public async Task SshKeygen_ReadsEveryCertificate()
    {
        using var key = SshPrivateKey.GenerateEd25519();
        using var target = _authorities.IssueForTarget("ada", "s1", "devuser", TimeSpan.FromMinutes(2));
        var person = _authorities.IssueForPerson(
            key.PublicKey, "ada", new MfaProof("totp", TimeProvider.System.GetUtcNow()), TimeProvider.System.GetUtcNow().AddHours(8));

        var forTarget = await ShownAsync(Line(target));
        Assert.Contains("user certificate", forTarget, StringComparison.Ordinal);
        Assert.Contains("\"ada/s1\"", forTarget, StringComparison.Ordinal);
        Assert.Contains(_authorities.TargetAuthority.Fingerprint, forTarget, StringComparison.Ordinal);
        Assert.Contains("permit-agent-forwarding", forTarget, StringComparison.Ordinal);
        var forPerson = await ShownAsync(person.ToLine());
        Assert.Contains(_authorities.PersonAuthority.Fingerprint, forPerson, StringComparison.Ordinal);
        Assert.Contains("mfa-method@remotedev", forPerson, StringComparison.Ordinal);
        var forHost = await ShownAsync(Line(_authorities.HostCertificate(["dev.example.com"])));
        Assert.Contains("host certificate", forHost, StringComparison.Ordinal);
        Assert.Contains("dev.example.com", forHost, StringComparison.Ordinal);
    }

    [OpenSshFact("sshd")]
    public async Task Sshd_LetsInWhomTheGatewayVouchesFor_AndNamesThemInItsLog()
    {
        using var hostKey = SshPrivateKey.GenerateEd25519();
        await using var sshd = await Sshd.StartAsync(hostKey, _authorities.TargetAuthority);
        using var signer = _authorities.IssueForTarget("ada", "session-7", Sshd.Login, TimeSpan.FromMinutes(2));

        var result = await ConnectAsync(sshd, hostKey.PublicKey, signer);

        Assert.True(result.Connection is not null, result.Fault?.Message + sshd.Log);
        await result.Connection.DisposeAsync();
        Assert.Contains("Accepted certificate ID \"ada/session-7\"", sshd.Log, StringComparison.Ordinal);
    }

    [OpenSshFact("sshd")]
    public async Task Sshd_RefusesACertificateForAnotherAccount_AndOneOfAnotherAuthority()
    {
        using var hostKey = SshPrivateKey.GenerateEd25519();
        await using var sshd = await Sshd.StartAsync(hostKey, _authorities.TargetAuthority);
        using var other = _authorities.IssueForTarget("ada", "s", "somebodyelse", TimeSpan.FromMinutes(2));
        using var key = SshPrivateKey.GenerateEd25519();
        var person = new SshCertificateSigner(
            _authorities.IssueForPerson(key.PublicKey, Sshd.Login, new MfaProof("totp", DateTimeOffset.UnixEpoch), TimeProvider.System.GetUtcNow().AddHours(1)), key);

        Assert.Equal(DisconnectReason.NoMoreAuthMethodsAvailable, (await ConnectAsync(sshd, hostKey.PublicKey, other)).Fault?.Reason);
        Assert.Equal(DisconnectReason.NoMoreAuthMethodsAvailable, (await ConnectAsync(sshd, hostKey.PublicKey, person)).Fault?.Reason);
    }

    [OpenSshFact("ssh")]
    public async Task Ssh_RecognisesTheGateway_ByItsAuthorityAlone() => Assert.Contains(
        "is known and matches the ED25519-CERT host certificate",
        await SshToAsync(_authorities.HostCertificate(["127.0.0.1"])),
        StringComparison.Ordinal);

    [OpenSshFact("ssh")]
    public async Task Ssh_RefusesTheGateway_UnderAnotherName() =>
        Assert.Contains("Host key verification failed", await SshToAsync(_authorities.HostCertificate(["dev.example.com"])), StringComparison.Ordinal);

    private static async Task<SshClientResult> ConnectAsync(Sshd sshd, SshPublicKey hostKey, ISshSigner signer)
    {
#pragma warning disable CA2000 // the client owns the stream, and that the socket
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, sshd.Port);
        var stream = new NetworkStream(socket, ownsSocket: true);
#pragma warning restore CA2000
        var options = new SshClientOptions { UserName = Sshd.Login, Signers = [signer], Trust = new HostTrust { PinnedKeys = [hostKey] } };
        return await SshClient.ConnectAsync(stream, options, handler: null, TimeProvider.System, CancellationToken.None);
    }

    private static string Line(ISshSigner signer)
    {
        Assert.True(SshPublicKey.TryParse(signer.PublicBlob.Span, out var key, out var fault), fault);
        return key.ToLine();
    }

    private async Task<string> ShownAsync(string line)
    {
        var file = Path.Combine(_folder.FullName, "shown-cert.pub");
        await File.WriteAllTextAsync(file, line + "\n");
        var (code, said) = await OpenSshProgram.RunAsync("ssh-keygen", "-L", "-f", file);
        Assert.True(code == 0, said);
        return said;
    }

    // What ssh says of a server of ours that shows this, and lets nobody in.
    private async Task<string> SshToAsync(ISshSigner shown)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var served = Task.Run(async () =>
        {
            using var peer = await listener.AcceptTcpClientAsync();
            await SshServer.ServeAsync(peer.GetStream(), new SshServerOptions { HostKeys = [shown] }, new Nobody(), TimeProvider.System, CancellationToken.None);
        });
        var known = Path.Combine(_folder.FullName, "known_hosts");
        await File.WriteAllTextAsync(known, $"@cert-authority [127.0.0.1]:{port} {_authorities.HostAuthority.ToLine()}\n");

        var (code, said) = await OpenSshProgram.RunAsync(
            "ssh", "-F", "none", "-v", "-p", $"{port}", "-o", "StrictHostKeyChecking=yes", "-o", $"UserKnownHostsFile={known}",
            "-o", "GlobalKnownHostsFile=/dev/null", "-o", "BatchMode=yes", "-o", "IdentityAgent=none", "-o", "IdentityFile=none", "nobody@127.0.0.1", "true");

        Assert.Equal(255, code);
        await served.WaitAsync(TimeSpan.FromSeconds(60));
        return said;
    }
}
