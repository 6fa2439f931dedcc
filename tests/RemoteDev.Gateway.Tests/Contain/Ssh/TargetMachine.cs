using System.Net;
using System.Net.Sockets;
using RemoteDev.Ssh;
using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Payloads;

namespace RemoteDev.Gateway.Tests.Contain.Ssh;

/// <summary>A machine with one account, which takes the gateway's certificates and runs every command without doing anything.</summary>
internal sealed class TargetMachine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly SshPrivateKey _hostKey = SshPrivateKey.GenerateEd25519();
    private readonly CertificateCheck _check;
    private readonly Task _accepting;

    public TargetMachine(string login, SshPublicKey authority)
    {
        _check = new CertificateCheck { Authorities = [authority], Kind = SshCertificateKind.User, Principal = login, Now = TimeProvider.System.GetUtcNow() };
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public SshPublicKey HostKey => _hostKey.PublicKey;

    /// <summary>Whom the last certificate named.</summary>
    public string? KeyId { get; private set; }

    /// <summary>The last command.</summary>
    public string? Command { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
        _hostKey.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var peer = await _listener.AcceptTcpClientAsync(_stop.Token);
                await SshServer.ServeAsync(peer.GetStream(), new SshServerOptions { HostKeys = [_hostKey] }, new Account(this), TimeProvider.System, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private sealed class Account(TargetMachine machine) : ISshServerHandler
    {
        public ValueTask<AuthStep> PublicKeyOfferedAsync(string userName, SshPublicKey key, CancellationToken cancellationToken) =>
            ValueTask.FromResult<AuthStep>(new AuthStep.Acceptable());

        public ValueTask<AuthStep> PublicKeyProvenAsync(string userName, SshPublicKey key, SecurityKeyUse? use, CancellationToken cancellationToken)
        {
            if (userName != machine._check.Principal || machine._check.FaultOf(key) is not null)
            {
                return No();
            }

            machine.KeyId = key.Certificate!.KeyId;
            return ValueTask.FromResult<AuthStep>(new AuthStep.Success());
        }

        public ValueTask<AuthStep> KeyboardInteractiveStartedAsync(string userName, CancellationToken cancellationToken) => No();

        public ValueTask<AuthStep> KeyboardInteractiveAnsweredAsync(string userName, IReadOnlyList<string> answers, CancellationToken cancellationToken) => No();

        public void Reset()
        {
        }

        public void OnAuthenticated(SshConnection connection, string userName, string peerVersion)
        {
        }

        public void OnEnded(SshFault fault)
        {
        }

        public void OnChannelOpen(ChannelOpening opening) => opening.Accept(new Shell(machine));

        public void OnGlobalRequest(GlobalRequest request) => request.Fail();

        private static ValueTask<AuthStep> No() => ValueTask.FromResult<AuthStep>(new AuthStep.Failure());
    }

    private sealed class Shell(TargetMachine machine) : IChannelHandler
    {
        public void OnOpened(SshChannel channel)
        {
        }

        public void OnData(ReadOnlySpan<byte> data, uint stream)
        {
        }

        public void OnWindow()
        {
        }

        public void OnRequest(ChannelRequest request)
        {
            machine.Command = ExecRequest.Read(request.Payload.Span)?.Command;
            request.Succeed();
            request.Channel.Request("exit-status", new ExitStatus(0).ToArray());
            request.Channel.Close();
        }

        public void OnEof()
        {
        }

        public void OnClosed()
        {
        }
    }
}
