using System.Net;
using System.Net.Sockets;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Ssh.Connectors;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Ssh;
using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Payloads;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>
/// Enters environments by SSH: at the address of the catalogue or through its own connector and nowhere else, past a host key that the catalogue trusts, with a key
/// and a certificate that are made for this one login and forgotten after it.
/// </summary>
internal sealed class SshTargets(SshAuthorities authorities, LiveConnectors connectors, TimeProvider clock)
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LoginWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CertificateLife = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromMinutes(1);

    /// <summary>Connects and logs in, or says why not.</summary>
    /// <param name="environment">One that says how it is reached by SSH.</param>
    /// <param name="person">Whom the certificate names, with</param>
    /// <param name="session">the session: both stand in the environment's own log.</param>
    /// <param name="handler">What the server wants of the connection; null refuses it all.</param>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async ValueTask<SshTargetResult> ConnectAsync(
        EnvironmentEntry environment, string person, string session, ISshConnectionHandler? handler, CancellationToken cancellationToken)
    {
        var target = environment.Ssh ?? throw new ArgumentException("the environment is not reached by SSH", nameof(environment));
        if (!authorities.IsLoaded)
        {
            return No(SshTargetFaultKind.NoKeys, "The gateway's own SSH keys could not be opened; its log says why.");
        }

        // What comes through a connector has no address that means anything here: a host certificate names the environment.
        var (host, port) = target.IsByConnector ? (environment.Name, 0) : target.Endpoint(environment.Upstream);
        var (stream, unreachable) = target.IsByConnector
            ? await ReachByConnectorAsync(environment.Name, cancellationToken)
            : await ReachAsync(host, port, cancellationToken);
        if (stream is null)
        {
            return new SshTargetResult(null, unreachable);
        }

        using var signer = authorities.IssueForTarget(person, session, target.Login, CertificateLife);
        var trust = Trust(target, host);
        var options = new SshClientOptions
        {
            UserName = target.Login, Signers = [signer], Trust = trust, LoginGrace = LoginWithin, KeepAlive = KeepAlive,
        };
        var result = await SshClient.ConnectAsync(stream, options, handler, clock, cancellationToken);
        if (result.Fault is { } fault)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new SshTargetResult(null, FaultOf(fault, trust, target.Login));
        }

        return new SshTargetResult(result.Connection, null);
    }

    private async ValueTask<(Stream? Stream, SshTargetFault? Fault)> ReachAsync(string host, int port, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(ConnectWithin, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(host, port), either.Token);
            var stream = new NetworkStream(socket, ownsSocket: true);
            socket = null;
            return (stream, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, new SshTargetFault(
                SshTargetFaultKind.TimedOut, $"{host} port {port} did not take the connection within {ConnectWithin.TotalSeconds} seconds."));
        }
        catch (SocketException fault)
        {
            return (null, new SshTargetFault(SshTargetFaultKind.Unreachable, $"{host} port {port}: {fault.Message}."));
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private async ValueTask<(Stream? Stream, SshTargetFault? Fault)> ReachByConnectorAsync(string environment, CancellationToken cancellationToken)
    {
        if (connectors.Of(environment) is not [var newest, ..])
        {
            return (null, new SshTargetFault(SshTargetFaultKind.NoConnector, $"The connector of {environment} is not connected to this gateway."));
        }

        using var deadline = new CancellationTokenSource(ConnectWithin, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var from = new ForwardedTcpIp(newest.Listens.Address, newest.Listens.Port, IPAddress.Loopback.ToString(), 0);
            var opening = await ChannelStream.OpenAsync(newest.Connection, "forwarded-tcpip", from.ToArray(), onRequest: null, either.Token);
            return opening.Stream is { } stream
                ? (stream, null)
                : (null, new SshTargetFault(
                    SshTargetFaultKind.Unreachable, $"The connector of {environment}, from {newest.Source}, did not reach its sshd: {opening.Failure!.Text}."));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, new SshTargetFault(
                SshTargetFaultKind.TimedOut, $"The connector of {environment}, from {newest.Source}, did not answer within {ConnectWithin.TotalSeconds} seconds."));
        }
    }

    private static HostTrust Trust(SshTarget target, string host) => new()
    {
        PinnedKeys = Keys(target.HostKeys), Authorities = Keys(target.HostAuthorities), HostName = host,
    };

    // The rules of the catalogue let no other line in.
    private static SshPublicKey[] Keys(IEnumerable<string> lines) =>
        [.. lines.Select(line => SshPublicKey.TryParseLine(line, out var key, out _, out _) ? key : null).OfType<SshPublicKey>()];

    private static SshTargetFault FaultOf(SshFault fault, HostTrust trust, string login)
    {
        var kind = (fault.Reason, fault.Origin) switch
        {
            (_, FaultOrigin.Deadline) => SshTargetFaultKind.TimedOut,
            (DisconnectReason.HostKeyNotVerifiable, FaultOrigin.Local) => SshTargetFaultKind.HostKeyDiffers,
            (DisconnectReason.NoMoreAuthMethodsAvailable, _) => SshTargetFaultKind.LoginRefused,
            (DisconnectReason.KeyExchangeFailed or DisconnectReason.ProtocolVersionNotSupported, _) => SshTargetFaultKind.NotUnderstood,
            _ => SshTargetFaultKind.Unknown,
        };
        return new SshTargetFault(kind, kind switch
        {
            SshTargetFaultKind.HostKeyDiffers => $"{fault.Message} Trusted: {Trusted(trust)}.",
            SshTargetFaultKind.LoginRefused => $"The server does not let {login} in by a certificate of the gateway.",
            _ => fault.Message,
        });
    }

    private static string Trusted(HostTrust trust) => string.Join(", ",
        [.. trust.PinnedKeys.Select(key => key.Fingerprint), .. trust.Authorities.Select(key => $"what {key.Fingerprint} vouches for as {trust.HostName}")]);

    private static SshTargetResult No(SshTargetFaultKind kind, string detail) => new(null, new SshTargetFault(kind, detail));
}
