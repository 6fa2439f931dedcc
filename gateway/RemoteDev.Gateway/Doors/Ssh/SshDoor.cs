using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen.Ssh;
using RemoteDev.Ssh;
using RemoteDev.Ssh.Connection;

namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>
/// The SSH door: the walk in SSH's own words. A bastion in this process, so that channels, requests, files and terminals are each asked
/// about; ordinary clients, no agent inside.
/// </summary>
internal sealed class SshDoor(SshDoorRooms rooms, GatewayProgram program, SshListenOptions options, SshAddress address) : ISshDoor
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    public Task ServeAsync(Connection connection, Stream stream, IDisposable stranger, CancellationToken cancellationToken) =>
        ServeAsync(connection, stream, jumpedTo: null, stranger, cancellationToken);

    private async Task ServeAsync(Connection connection, Stream stream, string? jumpedTo, IDisposable? stranger, CancellationToken cancellationToken)
    {
        var names = jumpedTo is null ? [address.Host] : (string[])[jumpedTo];
        var serving = new SshServerOptions
        {
            HostKeys = [rooms.Authorities.HostCertificate(names), rooms.Authorities.HostKey],
            Methods = ["publickey", "keyboard-interactive"],
            LoginGrace = options.LoginGrace,
            KeepAlive = KeepAlive,
        };
        await using var visit = new SshVisit(
            connection, jumpedTo, stranger, rooms, (visiting, signIn, person, place) => PlaceOf(visiting, signIn, person, place, jumpedTo),
            (connector, peer) => new ConnectorVisit(connector, peer, rooms, options.ConnectorSilence));
        await SshServer.ServeAsync(stream, serving, visit, rooms.Clock, cancellationToken);
    }

    private ISshPlaceVisit PlaceOf(SshVisit visit, SshSignIn signIn, SshConnection person, string place, string? jumpedTo)
    {
        if (rooms.Catalog.Current.Environments.GetValueOrDefault(place) is { Ssh: not null })
        {
            return new EnvironmentVisit(visit, signIn, person, place, rooms);
        }

        // One jump is enough: what is reached by a jump is an environment, or nothing.
        return new GatewayVisit(
            visit, signIn, rooms, program, (name, stream, over) => jumpedTo is null ? ServeAsync(visit.Connection, stream, name, stranger: null, over) : stream.DisposeAsync().AsTask());
    }
}
