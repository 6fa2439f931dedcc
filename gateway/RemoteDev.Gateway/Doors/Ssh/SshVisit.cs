using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Identify.Connectors;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh;
using RemoteDev.Ssh.Connection;

namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>
/// One SSH connection from its first octet to its last: signs in, and hands what the client wants to the place it asked for. It ends when
/// the client goes, and when the sign-in or the access session does.
/// </summary>
internal sealed partial class SshVisit : ISshServerHandler, IAsyncDisposable
{
    /// <summary>Time for the words on the terminals to leave before the connection does.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(250);

    private static readonly string SignInOver = RefusalLine.Of("your sign-in has ended. Connect again.");

    private readonly Connection _connection;
    private readonly string? _jumpedTo;
    private readonly IDisposable? _stranger;
    private readonly SshDoorRooms _rooms;
    private readonly Func<SshVisit, SshSignIn, SshConnection, string, ISshPlaceVisit> _placeOf;
    private readonly Func<ConnectorIdentity, SshConnection, ISshPlaceVisit> _connectorOf;
    private readonly SshLogin _login;
    private ISshPlaceVisit? _place;
    private SshConnection? _ssh;
    private int _ending;
    private volatile bool _isOver;

    /// <summary>Begins a visit.</summary>
    /// <param name="jumpedTo">The environment of a connection within a connection, or null.</param>
    /// <param name="stranger">Disposed as soon as somebody has signed in.</param>
    /// <param name="placeOf">What serves the place of that name.</param>
    /// <param name="connectorOf">What serves a connector.</param>
    public SshVisit(
        Connection connection, string? jumpedTo, IDisposable? stranger, SshDoorRooms rooms,
        Func<SshVisit, SshSignIn, SshConnection, string, ISshPlaceVisit> placeOf, Func<ConnectorIdentity, SshConnection, ISshPlaceVisit> connectorOf)
    {
        _connection = connection;
        _jumpedTo = jumpedTo;
        _stranger = stranger;
        _rooms = rooms;
        _placeOf = placeOf;
        _connectorOf = connectorOf;
        _login = new SshLogin(connection, jumpedTo, rooms);
        rooms.Sessions.Ended += OnSignInEnded;
    }

    public Connection Connection => _connection;

    public ValueTask<AuthStep> PublicKeyOfferedAsync(string userName, SshPublicKey key, CancellationToken cancellationToken) =>
        _login.PublicKeyOfferedAsync(userName, key, cancellationToken);

    public ValueTask<AuthStep> PublicKeyProvenAsync(string userName, SshPublicKey key, SecurityKeyUse? use, CancellationToken cancellationToken) =>
        _login.PublicKeyProvenAsync(userName, key, use, cancellationToken);

    public ValueTask<AuthStep> KeyboardInteractiveStartedAsync(string userName, CancellationToken cancellationToken) =>
        _login.KeyboardInteractiveStartedAsync(userName, cancellationToken);

    public ValueTask<AuthStep> KeyboardInteractiveAnsweredAsync(string userName, IReadOnlyList<string> answers, CancellationToken cancellationToken) =>
        _login.KeyboardInteractiveAnsweredAsync(userName, answers, cancellationToken);

    public void Reset() => _login.Reset();

    public void OnAuthenticated(SshConnection connection, string userName, string peerVersion)
    {
        _stranger?.Dispose();
        Interlocked.Exchange(ref _ssh, connection);
        if (_login.Connector is { } connector)
        {
            _place = _connectorOf(connector, connection);
            return;
        }

        var signIn = _login.SignIn ?? throw new InvalidOperationException("Nobody is authenticated whom the login does not know.");
        _place = _placeOf(this, signIn, connection, _jumpedTo ?? SshPlace.Of(userName).Name);

        // Ended while the login was still being answered: whoever ended it found no connection.
        if (signIn.Identified.SignIn.HasEnded)
        {
            End(SignInOver);
        }
    }

    public void OnChannelOpen(ChannelOpening opening) => _place!.OnChannelOpen(opening);

    public void OnGlobalRequest(GlobalRequest request) => _place!.OnGlobalRequest(request);

    public void OnEnded(SshFault fault)
    {
        _isOver = true;
        _login.Abandon();
    }

    /// <summary>Ends the connection in these words, when those on its terminals have left.</summary>
    public void End(string words)
    {
        if (_ssh is { } connection && Interlocked.Exchange(ref _ending, 1) == 0)
        {
            _ = EndAsync(connection, words);
        }
    }

    /// <summary>
    /// Watches over work that nobody waits for. If it fails, which is an error of the gateway, the client is not left waiting for an answer:
    /// the connection ends.
    /// </summary>
    public void Mind(Task work) => _ = MindAsync(work);

    public async ValueTask DisposeAsync()
    {
        _rooms.Sessions.Ended -= OnSignInEnded;
        _login.Abandon();
        if (_place is not null)
        {
            await _place.DisposeAsync();
        }
    }

    private void OnSignInEnded(SignIn signIn, EndReason reason)
    {
        if (ReferenceEquals(signIn, _login.SignIn?.Identified.SignIn))
        {
            End(SignInOver);
        }
    }

    private async Task MindAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (OperationCanceledException) when (_isOver)
        {
            // Given up with the connection.
        }
        catch (Exception bug)
        {
            LogBroken(_rooms.Log, _connection.Id, bug);
            End(RefusalLine.Of("an error of the gateway has ended this connection. Connect again; if it stays so, tell the client's administrator."));
        }
    }

    private async Task EndAsync(SshConnection connection, string words)
    {
        await Task.Delay(LastWords, _rooms.Clock);
        connection.End(new SshFault(DisconnectReason.ByApplication, words, FaultOrigin.Local));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What was asked for on SSH connection {Connection} failed.")]
    private static partial void LogBroken(ILogger logger, string connection, Exception bug);
}
