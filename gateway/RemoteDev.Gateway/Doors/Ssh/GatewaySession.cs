using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Payloads;

namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>A session channel that the gateway itself answers: its one request is the program that is wanted.</summary>
internal sealed class GatewaySession : IAsyncDisposable
{
    private const string GitProtocol = "GIT_PROTOCOL";
    private const int LongestProtocol = 256;

    private readonly SshSignIn _signIn;
    private readonly GatewayProgram _program;
    private readonly Action<Task> _mind;
    private readonly CancellationToken _over;
    private readonly ChannelStream _stream;
    private string? _gitProtocol;
    private bool _started;

    private GatewaySession(SshSignIn signIn, GatewayProgram program, Action<Task> mind, CancellationToken over)
    {
        _signIn = signIn;
        _program = program;
        _mind = mind;
        _over = over;
        _stream = new ChannelStream(OnRequest);
    }

    /// <summary>Answers a channel.</summary>
    /// <param name="mind">Watches over the program while it runs.</param>
    public static void Begin(ChannelOpening opening, SshSignIn signIn, GatewayProgram program, Action<Task> mind, CancellationToken over)
    {
#pragma warning disable CA2000 // it disposes itself when its program has ended; until then the connection holds it
        var session = new GatewaySession(signIn, program, mind, over);
#pragma warning restore CA2000
        opening.Accept(session._stream)?.KeepForLastWords();
        opening.Connection.Flush();
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private void OnRequest(ChannelRequest request)
    {
        switch (request.Name)
        {
            case "env":
                if (EnvRequest.Read(request.Payload.Span) is { Name: GitProtocol, Value.Length: < LongestProtocol } protocol)
                {
                    _gitProtocol = protocol.Value;
                }

                request.Succeed();
                break;
            case "pty-req" or "window-change":
                request.Succeed();
                break;
            case "shell" when !_started:
                Start(request, command: null);
                break;
            case "exec" when !_started && ExecRequest.Read(request.Payload.Span) is { } exec:
                Start(request, exec.Command);
                break;
            default:
                request.Fail();
                break;
        }

        request.Channel.Connection.Flush();
    }

    private void Start(ChannelRequest request, string? command)
    {
        _started = true;
        request.Succeed();
        _mind(RunAsync(request.Channel, command));
    }

    private async Task RunAsync(SshChannel channel, string? command)
    {
        await using var self = this;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_over);
        await using var errors = new ErrorStream(channel);
        var status = 1u;
        try
        {
            var gone = _stream.Closed.ContinueWith(_ => over.Cancel(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            status = await _program.RunAsync(_signIn.Identified, command, _gitProtocol, _stream, errors, over.Token);
        }
        catch (Exception cut) when (cut is IOException or OperationCanceledException)
        {
            // The client went, or was cut; there is nobody to tell.
        }
        finally
        {
            channel.Request("exit-status", new ExitStatus(status).ToArray());
            channel.Eof();
        }
    }

    /// <summary>Standard error of the channel: words for a person, who has room for them however far behind they are with data.</summary>
    private sealed class ErrorStream(SshChannel channel) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            channel.WriteLast(buffer, stream: 1);
            channel.Connection.Flush();
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Write(buffer.AsSpan(offset, count));
            return Task.CompletedTask;
        }
    }
}
