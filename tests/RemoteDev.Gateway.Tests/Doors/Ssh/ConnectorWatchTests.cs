using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Contain.Ssh.Connectors;
using RemoteDev.Gateway.Doors.Ssh;
using RemoteDev.Gateway.Identify.Connectors;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Tests.Catalog;
using RemoteDev.Gateway.Tests.Doors.Git.Ssh;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.Identify.Authorities;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>A connector's key is looked up as long as it is connected, whatever one of the looks met.</summary>
public sealed class ConnectorWatchTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(9);

    [Fact]
    public async Task Ends_AConnectorWhoseKeyIsGone_AfterALookThatFailed()
    {
        using var catalog = await CatalogFixture.EmptyAsync();
        using var real = await AuthorityDatabase.SqliteAsync();
        var (clock, database) = (new ManualClock(DateTimeOffset.UnixEpoch), new StumblingDatabase(real, stumbles: 1));
        using var hostKey = SshPrivateKey.GenerateEd25519();
        using var key = SshPrivateKey.GenerateEd25519();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(listener.LocalEndpoint);
        using var peer = await listener.AcceptTcpClientAsync();
        using var stop = new CancellationTokenSource();
        var serving = SshServer.ServeAsync(
            peer.GetStream(), new SshServerOptions { HostKeys = [hostKey] }, new OneKey(key.PublicKey, _ => { }), TimeProvider.System, stop.Token);
        var options = new SshClientOptions { UserName = "dev", Signers = [key], Trust = new HostTrust { PinnedKeys = [hostKey.PublicKey] } };
        await using var wire = new NetworkStream(socket, ownsSocket: false);
        var result = await SshClient.ConnectAsync(wire, options, null, TimeProvider.System, CancellationToken.None);
        await using var connection = result.Connection ?? throw new InvalidOperationException(result.Fault!.Message);
        var keys = new ConnectorKeys(database, catalog.Room, new SshKeyUses(database, TimeProvider.System), catalog.TraceRoom, TimeProvider.System);
        var rooms = new SshDoorRooms(
            null!, keys, null!, null!, null!, null!, null!, null!, catalog.Room, null!, null!, new LiveConnectors(), null!, new SshTrace(catalog.TraceRoom), null!, clock,
            NullLogger<SshDoor>.Instance);
        await using var visit = new ConnectorVisit(new ConnectorIdentity("payments-far", key.PublicKey.Fingerprint, IPAddress.Loopback), connection.Connection, rooms, Silence);

        clock.Advance(Silence / 3);
        using (var patience = new CancellationTokenSource(TraceFixture.Patience))
        {
            while (database.Asked == 0)
            {
                await Task.Delay(10, patience.Token);
            }
        }

        Assert.False(serving.IsCompleted);
        clock.Advance(Silence / 3);

        await serving.WaitAsync(TraceFixture.Patience);
        Assert.Equal(2, database.Asked);
        await stop.CancelAsync();
    }
}
