using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Payloads;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>One command in a channel, of which only the end matters.</summary>
internal sealed class CommandRun : IChannelHandler
{
    private readonly TaskCompletionSource<string?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SshChannel? _channel;
    private uint? _status;

    /// <summary>Completes when it is over: null when it succeeded, or what was wrong.</summary>
    public Task<string?> Ended => _ended.Task;

    /// <summary>There is no channel for it.</summary>
    public void Refused(string? text) => _ended.TrySetResult($"The server opens no session: {Shown(text)}");

    /// <summary>Whether the server took the command.</summary>
    public void Answered(bool taken)
    {
        if (!taken)
        {
            _ended.TrySetResult("The server does not run commands for this account.");
            _channel?.Close();
        }
    }

    void IChannelHandler.OnOpened(SshChannel channel) => _channel = channel;

    void IChannelHandler.OnData(ReadOnlySpan<byte> data, uint stream) => _channel?.Credit((uint)data.Length);

    void IChannelHandler.OnWindow()
    {
    }

    void IChannelHandler.OnRequest(ChannelRequest request)
    {
        if (request.Name == "exit-status" && ExitStatus.Read(request.Payload.Span) is { } exit)
        {
            _status = exit.Status;
        }

        request.Fail();
    }

    void IChannelHandler.OnEof()
    {
    }

    void IChannelHandler.OnClosed() => _ended.TrySetResult(_status switch
    {
        0 => null,
        { } status => $"The command ended with status {status}: does the account have a working shell?",
        null => "The command ended without a status: does the account have a working shell?",
    });

    // The server's words, without what could steer anything.
    private static string Shown(string? text) =>
        string.IsNullOrWhiteSpace(text) ? "it gave no reason." : new string([.. text.Take(200).Select(c => char.IsControl(c) ? ' ' : c)]);
}
