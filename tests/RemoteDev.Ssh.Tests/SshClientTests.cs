using RemoteDev.Ssh.Tests.Relay;
using RemoteDev.Ssh.Tests.Transport;

namespace RemoteDev.Ssh.Tests;

/// <summary>Our client and our server through the faces that others use. Regressions, SSH 23: whatever is wrong with the host key, it fails closed.</summary>
public sealed class SshClientTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly SshPrivateKey _hostKey = SshPrivateKey.GenerateEd25519();
    private readonly SshPrivateKey _userKey = SshPrivateKey.GenerateEd25519();
    private readonly SshPrivateKey _other = SshPrivateKey.GenerateEd25519();

    [Fact]
    public async Task Connects_ToAPinnedKey()
    {
        var (fault, server) = await ConnectAsync(new HostTrust { PinnedKeys = [_other.PublicKey, _hostKey.PublicKey] }, _hostKey, _userKey);
        Assert.Null(fault);
        Assert.Equal("somebody", server.UserName);
    }

    [Fact]
    public async Task Connects_ToACertificateForTheName()
    {
        var (fault, _) = await ConnectAsync(Vouched("host.example"), Certified("host.example"), _userKey);
        Assert.Null(fault);
    }

    [Fact]
    public async Task Refuses_AKeyThatIsNotPinned()
        => await RefusesAsync(new HostTrust { PinnedKeys = [_other.PublicKey] }, _hostKey);

    [Fact]
    public async Task Refuses_EveryServer_WhenNothingIsTrusted() => await RefusesAsync(new HostTrust(), _hostKey);

    [Fact]
    public async Task Refuses_ACertificateForAnotherName() => await RefusesAsync(Vouched("host.example"), Certified("other.example"));

    [Fact]
    public async Task Refuses_ACertificate_WhenNoNameIsGiven() => await RefusesAsync(Vouched(string.Empty), Certified("host.example"));

    [Fact]
    public async Task Refuses_APlainKey_WhereACertificateIsWanted() => await RefusesAsync(Vouched("host.example"), _hostKey);

    [Fact]
    public async Task SaysThatTheServerRefusedTheUser()
    {
        var (fault, server) = await ConnectAsync(new HostTrust { PinnedKeys = [_hostKey.PublicKey] }, _hostKey, _other);
        Assert.Equal(DisconnectReason.NoMoreAuthMethodsAvailable, fault?.Reason);
        Assert.Null(server.Connection);
    }

    public void Dispose()
    {
        _hostKey.Dispose();
        _userKey.Dispose();
        _other.Dispose();
    }

    private HostTrust Vouched(string name) => new() { Authorities = [_other.PublicKey], HostName = name };

    private SshCertificateSigner Certified(string name)
    {
        var request = new CertificateRequest
        {
            Key = _hostKey.PublicKey, Kind = SshCertificateKind.Host, KeyId = "host", Principals = [name],
            ValidAfter = Now.AddHours(-1), ValidBefore = Now.AddHours(1),
        };
        return new SshCertificateSigner(SshCertificates.Issue(request, _other), _hostKey);
    }

    private async Task RefusesAsync(HostTrust trust, ISshSigner shown)
    {
        var (fault, server) = await ConnectAsync(trust, shown, _userKey);
        Assert.NotNull(fault);
        Assert.Null(server.Connection);
    }

    // What the server heard is known only once it has served to the end.
    private async Task<(SshFault? Fault, KeyHolder Server)> ConnectAsync(HostTrust trust, ISshSigner shown, ISshSigner user)
    {
        var streams = DuplexStreams.CreatePair();
        var server = new KeyHolder(_userKey.PublicKey);
        var served = Task.Run(() => SshServer.ServeAsync(
            streams.Server, new SshServerOptions { HostKeys = [shown] }, server, TimeProvider.System, default));
        var options = new SshClientOptions { UserName = "somebody", Signers = [user], Trust = trust };
        var result = await SshClient.ConnectAsync(streams.Client, options, handler: null, TimeProvider.System, default);
        if (result.Connection is { } connection)
        {
            await connection.DisposeAsync();
        }

        Assert.Equal(await served.WaitAsync(Patience.Long), await server.Ended.WaitAsync(Patience.Long));
        return (result.Fault, server);
    }
}
