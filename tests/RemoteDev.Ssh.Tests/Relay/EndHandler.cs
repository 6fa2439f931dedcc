using System.Text;
using RemoteDev.Ssh.Connection;

namespace RemoteDev.Ssh.Tests.Relay;

/// <summary>One end of a channel in a test: keeps what it is told, and gives credit at once unless it is slow.</summary>
internal sealed class EndHandler : IChannelHandler
{
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<SshChannel> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Action<SshChannel, ChannelRequest> Request { get; init; } = (_, request) => request.Fail();

    public Action<SshChannel, byte[]> Data { get; init; } = (_, _) => { };

    public Action<SshChannel> Eof { get; init; } = _ => { };

    public Action<SshChannel> CloseReceived { get; init; } = channel => channel.Close();

    public Action<SshChannel> Window { get; init; } = _ => { };

    /// <summary>Gives no credit but what the test gives.</summary>
    public bool IsSlow { get; set; }

    public Lock Gate { get; } = new();

    public MemoryStream Output { get; } = new();

    public MemoryStream Error { get; } = new();

    public uint? ExitStatus { get; private set; }

    public Task<SshChannel> Opened => _opened.Task;

    public Task Closed => _closed.Task;

    public string Text => Encoding.UTF8.GetString(Output.ToArray());

    public string ErrorText => Encoding.UTF8.GetString(Error.ToArray());

    public void OnOpened(SshChannel channel) => _opened.SetResult(channel);

    public void OnData(ReadOnlySpan<byte> data, uint stream)
    {
        var channel = _opened.Task.Result;
        lock (Gate)
        {
            (stream == 0 ? Output : Error).Write(data);
        }

        Data(channel, data.ToArray());
        if (!IsSlow)
        {
            channel.Credit((uint)data.Length);
        }
    }

    public void OnWindow() => Window(_opened.Task.Result);

    public void OnRequest(ChannelRequest request)
    {
        ExitStatus = request.Name == "exit-status" ? Ssh.Connection.Payloads.ExitStatus.Read(request.Payload.Span)?.Status : ExitStatus;
        Request(_opened.Task.Result, request);
    }

    public void OnEof() => Eof(_opened.Task.Result);

    public void OnCloseReceived(SshChannel channel) => CloseReceived(channel);

    public void OnClosed() => _closed.SetResult();
}
