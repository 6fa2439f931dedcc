using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Payloads;
using RemoteDev.Ssh.Relay;
using RemoteDev.Ssh.Tests.Transport;

namespace RemoteDev.Ssh.Tests.Relay;

/// <summary>A person's client, our server, our client and a target's server, over streams in memory.</summary>
internal sealed class RelayBench : IAsyncDisposable
{
    private readonly SshPrivateKey _hostKey = SshPrivateKey.GenerateEd25519();
    private readonly SshPrivateKey _userKey = SshPrivateKey.GenerateEd25519();
    private readonly List<Task> _served = [];
    private SshClientConnection? _onward;
    private KeyHolder? _door;

    public TestGuard Guard { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What the target does with a channel.</summary>
    public EndHandler Target { get; init; } = new() { Request = (_, request) => request.Succeed() };

    public EndHandler Person { get; init; } = new() { Request = (_, request) => request.Succeed() };

    /// <summary>What the person's client does with channels that are opened towards it; null refuses them.</summary>
    public ISshConnectionHandler? ClientHandler { get; init; }

    public SshClientConnection Client { get; private set; } = null!;

    /// <summary>Octets that our relay holds for either peer.</summary>
    public long Held => (Guard.Channel?.Waiting ?? 0) + _door!.Connection!.Sender.Unsent + _onward!.Connection.Sender.Unsent;

    public KeyHolder TargetHandler { get; private set; } = null!;

    public async Task StartAsync()
    {
        TargetHandler = new KeyHolder(_userKey.PublicKey) { Open = opening => opening.Accept(Target) };
        _onward = await ConnectAsync(TargetHandler, new BackHandler { Client = () => _door!.Connection!, Guard = () => Guard });
        _door = new KeyHolder(_userKey.PublicKey)
        {
            Open = opening => SshRelay.Join(opening, _onward.Connection, Guard, Time),
            Ask = request => SshRelay.Forward(request, _onward.Connection),
        };
        Client = await ConnectAsync(_door, ClientHandler);
    }

    /// <summary>Opens a session through the relay, and has a command run on it.</summary>
    public async Task<SshChannel> OpenAsync()
    {
        var failure = new TaskCompletionSource<ChannelOpenFailure?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Client.Connection.OpenChannel("session", [], Person, (_, why) => failure.SetResult(why));
        Client.Connection.Flush();
        Assert.Null(await failure.Task.WaitAsync(Patience.Long));
        return await Person.Opened;
    }

    public async Task<ChannelOpenFailure?> TryOpenAsync()
    {
        var failure = new TaskCompletionSource<ChannelOpenFailure?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Client.Connection.OpenChannel("session", [], Person, (_, why) => failure.SetResult(why));
        Client.Connection.Flush();
        return await failure.Task.WaitAsync(Patience.Long);
    }

    public async Task<bool> AskAsync(string name)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        (await Person.Opened).Request(name, new ExecRequest("true").ToArray(), answer.SetResult);
        Client.Connection.Flush();
        return await answer.Task.WaitAsync(Patience.Long);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _onward!.DisposeAsync();
        await Task.WhenAll(_served).WaitAsync(Patience.Long);
        _hostKey.Dispose();
        _userKey.Dispose();
    }

    private async Task<SshClientConnection> ConnectAsync(KeyHolder server, ISshConnectionHandler? handler)
    {
        var streams = DuplexStreams.CreatePair();
        _served.Add(Task.Run(() => SshServer.ServeAsync(
            streams.Server, new SshServerOptions { HostKeys = [_hostKey] }, server, TimeProvider.System, default)));
        var options = new SshClientOptions
        {
            UserName = "somebody", Signers = [_userKey], Trust = new HostTrust { PinnedKeys = [_hostKey.PublicKey] },
        };
        var result = await SshClient.ConnectAsync(streams.Client, options, handler, TimeProvider.System, default);
        Assert.Null(result.Fault);
        return result.Connection!;
    }
}
