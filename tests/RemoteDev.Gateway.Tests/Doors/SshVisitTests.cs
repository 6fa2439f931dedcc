using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Doors.Ssh;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen.Ssh;
using RemoteDev.Gateway.Tests.Doors.Ssh;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;
using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Payloads;

namespace RemoteDev.Gateway.Tests.Doors;

/// <summary>What changes, or fails, between an SSH connection and its first channel.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "Connections and channels own their streams.")]
public sealed class SshVisitTests(SshHouse house) : IClassFixture<SshHouse>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [OpenSshFact("ssh")]
    public async Task Trusts_TheHostKeyOfNow_NotThatOfWhenTheClientConnected()
    {
        await using var ada = await ConnectAsync();
        var before = house.Get<CatalogRoom>().Current.Environments[SshHouse.Place];
        using var other = SshPrivateKey.GenerateEd25519();
        await house.EditAsync(new CatalogEdit.PutEnvironment(before with { Ssh = before.Ssh! with { HostKeys = [other.PublicKey.ToLine()] } }));
        try
        {
            Assert.Equal(1u, await RunAsync(ada, "true"));
            await house.TracedAsync<AccessRefused>(refused => refused.Reason.Contains("HostKeyDiffers", StringComparison.Ordinal));
        }
        finally
        {
            await house.EditAsync(new CatalogEdit.PutEnvironment(before));
        }

        await using var again = await ConnectAsync();
        Assert.Equal(0u, await RunAsync(again, "true"));
    }

    [OpenSshFact("ssh")]
    public async Task Refuses_AnEnvironmentThatIsNoLongerReachedBySsh()
    {
        await using var ada = await ConnectAsync();
        var before = house.Get<CatalogRoom>().Current.Environments[SshHouse.Place];
        await house.EditAsync(new CatalogEdit.PutEnvironment(before with { Ssh = null, Upstream = new Uri("http://127.0.0.1:9"), Kind = "code-server" }));
        try
        {
            Assert.Equal(1u, await RunAsync(ada, "true"));
            await house.TracedAsync<AccessRefused>(refused => refused.Reason == SshDoorRefusals.NoEnvironment.Reason && refused.Actor == "ada");
        }
        finally
        {
            await house.EditAsync(new CatalogEdit.PutEnvironment(before));
        }
    }

    [OpenSshFact("ssh")]
    public async Task Ends_AConnectionWhoseSignInEnded_BeforeTheConnectionKnewOfIt()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var connecting = ConnectAsync(((IPEndPoint)listener.LocalEndpoint).Port);
        var peer = await listener.AcceptTcpClientAsync();
        var connection = Connection.Accept("ssh-test", Door.Ssh, "", IPAddress.Loopback, encrypted: true, DateTimeOffset.UtcNow);
        var rooms = house.Get<SshDoorRooms>();
        await using var visit = new SshVisit(
            connection, null, null, rooms, (_, _, _, _) => new Nothing(), (_, _) => throw new InvalidOperationException("It is no connector."));
        var options = new SshServerOptions { HostKeys = [rooms.Authorities.HostKey], Methods = ["publickey", "keyboard-interactive"] };
        var meddler = new Meddler(visit, () => house.Get<SignInSessions>().EndAllOf("ada", EndReason.SignedOut));
        var serving = SshServer.ServeAsync(peer.GetStream(), options, meddler, TimeProvider.System, CancellationToken.None);
        try
        {
            await using var ada = await connecting;
            Assert.Contains("your sign-in has ended", (await ada.Ended.WaitAsync(Patience)).Message, StringComparison.Ordinal);
            await serving;
        }
        finally
        {
            house.Remember();
        }
    }

    [OpenSshTheory("ssh")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ends_AConnectionInWhichTheGatewayItselfFails_InsteadOfLettingItWait(bool byChannel)
    {
        var broken = new SshDoor(
            house.Get<SshDoorRooms>() with { Contain = null! }, house.Get<GatewayProgram>(), house.Get<SshListenOptions>(), house.Get<SshAddress>());
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var connecting = ConnectAsync(((IPEndPoint)listener.LocalEndpoint).Port);
        var peer = await listener.AcceptTcpClientAsync();
        var connection = Connection.Accept("ssh-test", Door.Ssh, "", IPAddress.Loopback, encrypted: true, DateTimeOffset.UtcNow);
        using var stranger = new MemoryStream();
        var serving = broken.ServeAsync(connection, peer.GetStream(), stranger, CancellationToken.None);
        await using var ada = await connecting;

        if (byChannel)
        {
            ada.Connection.OpenChannel("session", [], new ChannelStream(), (_, _) => { });
        }
        else
        {
            ada.Connection.SendGlobalRequest("tcpip-forward", new TcpIpForward("localhost", 0).ToArray(), (_, _) => { });
        }

        ada.Connection.Flush();
        await ada.Ended.WaitAsync(Patience);
        await serving.WaitAsync(Patience);
    }

    private async Task<SshClientConnection> ConnectAsync(int port = 0, string userName = SshHouse.Place)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port == 0 ? house.Port : port);
        var options = new SshClientOptions
        {
            UserName = userName, Signers = [house.Key], Trust = new HostTrust { PinnedKeys = [house.Get<SshAuthorities>().HostPublicKey] },
        };
        var result = await SshClient.ConnectAsync(new NetworkStream(socket, ownsSocket: true), options, null, TimeProvider.System, CancellationToken.None);
        return result.Connection ?? throw new InvalidOperationException(result.Fault!.Message);
    }

    private static async Task<uint?> RunAsync(SshClientConnection ada, string command)
    {
        uint? status = null;
        var opening = await ChannelStream.OpenAsync(ada.Connection, "session", default, Hear, CancellationToken.None).WaitAsync(Patience);
        await using var stream = opening.Stream!;
        stream.Channel.Request("exec", new ExecRequest(command).ToArray(), _ => { });
        ada.Connection.Flush();
        await stream.Closed.WaitAsync(Patience);
        return status;

        void Hear(ChannelRequest request)
        {
            status = request.Name == "exit-status" ? ExitStatus.Read(request.Payload.Span)?.Status : status;
            request.Succeed();
        }
    }

    private sealed class Nothing : ISshPlaceVisit
    {
        public void OnChannelOpen(ChannelOpening opening) => opening.Refuse(OpenFailureReason.ConnectFailed, "Nothing here.");

        public void OnGlobalRequest(GlobalRequest request) => request.Fail();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Does something between the library's word that somebody is in and the visit's hearing of it.</summary>
    private sealed class Meddler(SshVisit visit, Action before) : ISshServerHandler
    {
        public ValueTask<AuthStep> PublicKeyOfferedAsync(string userName, SshPublicKey key, CancellationToken cancellationToken) =>
            visit.PublicKeyOfferedAsync(userName, key, cancellationToken);

        public ValueTask<AuthStep> PublicKeyProvenAsync(string userName, SshPublicKey key, SecurityKeyUse? use, CancellationToken cancellationToken) =>
            visit.PublicKeyProvenAsync(userName, key, use, cancellationToken);

        public ValueTask<AuthStep> KeyboardInteractiveStartedAsync(string userName, CancellationToken cancellationToken) =>
            visit.KeyboardInteractiveStartedAsync(userName, cancellationToken);

        public ValueTask<AuthStep> KeyboardInteractiveAnsweredAsync(string userName, IReadOnlyList<string> answers, CancellationToken cancellationToken) =>
            visit.KeyboardInteractiveAnsweredAsync(userName, answers, cancellationToken);

        public void Reset() => visit.Reset();

        public void OnAuthenticated(SshConnection connection, string userName, string peerVersion)
        {
            before();
            visit.OnAuthenticated(connection, userName, peerVersion);
        }

        public void OnChannelOpen(ChannelOpening opening) => visit.OnChannelOpen(opening);

        public void OnGlobalRequest(GlobalRequest request) => visit.OnGlobalRequest(request);

        public void OnEnded(SshFault fault) => visit.OnEnded(fault);
    }
}
