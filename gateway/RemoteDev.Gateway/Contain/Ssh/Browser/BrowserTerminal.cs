using System.Threading.Channels;
using RemoteDev.Gateway.Contain.Ssh.Screens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Payloads;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Gateway.Contain.Ssh.Browser;

/// <summary>
/// A login shell that ends at the gateway, for a terminal in a browser: the same stream, screen and recording as one that is relayed to an
/// SSH client.
/// </summary>
internal sealed class BrowserTerminal : ITerminalFlow
{
    private const int ReadAtOnce = 32 * 1024;
    private const int MostNotices = 8;

    private static readonly TimeSpan OpenWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StatusWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider _clock;
    private readonly ScreenLock _screen = new();
    private readonly HeldOutput _shown;
    private readonly HeldOutput _typed;
    private readonly byte[] _read = new byte[ReadAtOnce];
    private readonly TaskCompletionSource<TerminalEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<TerminalNotice> _notices =
        Channel.CreateBounded<TerminalNotice>(new BoundedChannelOptions(MostNotices) { FullMode = BoundedChannelFullMode.DropOldest });

    private volatile ChannelStream? _stream;
    private volatile Refusal? _cut;
    private TerminalInput? _input;
    private RunningWork? _work;
    private uint? _exitStatus;
    private bool _isRead;

    private BrowserTerminal(TimeProvider clock)
    {
        _clock = clock;
        _shown = new HeldOutput(octets => _input!.Answer(octets));
        _typed = new HeldOutput(_ => { });
    }

    public Task<TerminalEnd> Ended => _ended.Task;

    public ChannelReader<TerminalNotice> Notices => _notices.Reader;

    /// <summary>Opens a shell on a terminal of the target. Everything that must be on the disk before is, when the shell is asked for.</summary>
    /// <returns>The terminal, or why there is none: it is untraceable, unrecordable, unaffordable, or the target has none to give.</returns>
    public static async ValueTask<Step<BrowserTerminal>> OpenAsync(
        Permitted permitted, SshConnection onward, TerminalSize size, ISshJudge judge, ScreenMaker screens, CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // what is not handed out is disposed at the end, and awaited
        var terminal = new BrowserTerminal(screens.Clock);
#pragma warning restore CA2000
        Refusal? refusal = SshRefusals.NoTerminal;
        try
        {
            refusal = await terminal.BeginAsync(permitted, onward, size, judge, screens, cancellationToken);
            return refusal is null ? terminal : refusal;
        }
        finally
        {
            if (refusal is not null)
            {
                await terminal.DisposeAsync();
            }
        }
    }

    public async ValueTask<ReadOnlyMemory<byte>> ShownAsync(CancellationToken cancellationToken)
    {
        _shown.Clear();
        while (!_isRead)
        {
            await WaitForThoseBehindAsync(cancellationToken);
            var count = await _stream!.ReadAsync(_read, cancellationToken);
            _isRead = count == 0;
            if (_isRead)
            {
                _screen.End(RelaySide.Server, _shown);
            }
            else
            {
                _screen.Pass(RelaySide.Server, _read.AsSpan(0, count), 0, _shown);
            }

            if (!_shown.Passed.IsEmpty)
            {
                return _shown.Passed;
            }
        }

        await EndByItselfAsync(cancellationToken);
        return ReadOnlyMemory<byte>.Empty;
    }

    public async ValueTask TypeAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        if (_ended.Task.IsCompleted)
        {
            return;
        }

        _typed.Clear();
        _screen.Pass(RelaySide.Client, octets.Span, 0, _typed);
        await _input!.WriteAsync(_typed.Passed, cancellationToken);
    }

    public void Resize(TerminalSize size)
    {
        if (_ended.Task.IsCompleted)
        {
            return;
        }

        _work?.Recording?.Resize(size.Columns, size.Rows);
        var channel = _stream!.Channel;
        channel.Request("window-change", new WindowChange((uint)size.Columns, (uint)size.Rows, 0, 0).ToArray());
        channel.Connection.Flush();
    }

    public async ValueTask DisposeAsync()
    {
        _screen.Close();
        _notices.Writer.TryComplete();
        if (_work is { } work)
        {
            work.Session.Noticed -= OnNoticed;
            work.End(_exitStatus);
        }

        if (_stream is { } stream)
        {
            await stream.DisposeAsync();
        }

        if (_input is not null)
        {
            await _input.DisposeAsync();
        }
    }

    private async ValueTask<Refusal?> BeginAsync(
        Permitted permitted, SshConnection onward, TerminalSize size, ISshJudge judge, ScreenMaker screens, CancellationToken cancellationToken)
    {
        var pty = BrowserPty.Of(size);
        if (!(await screens.OpenAsync(SshWork.Shell, pty, permitted, Cut, Tell, judge)).Passed(out _work, out var refusal))
        {
            return refusal;
        }

        _work.Session.Attend(OnNoticed);
        _screen.Open(_work.Screen);
        using var patience = new CancellationTokenSource(OpenWithin, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            _stream = (await ChannelStream.OpenAsync(onward, "session", default, OnRequest, either.Token)).Stream;
            if (_stream is not { } stream)
            {
                return _cut ?? SshRefusals.NoTerminal;
            }

            _input = new TerminalInput(stream);

            // A page is UTF-8; a server that takes no such word is none the worse.
            stream.Channel.Request("env", new EnvRequest("LANG", "C.UTF-8").ToArray());
            var opened = await AskAsync(stream.Channel, "pty-req", pty.ToArray(), either.Token) && await AskAsync(stream.Channel, "shell", [], either.Token);
            return _cut ?? (opened ? null : SshRefusals.NoTerminal);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return _cut ?? SshRefusals.NoTerminal;
        }
    }

    // What was cut asks for nothing more, and waits for no answer.
    private async Task<bool> AskAsync(SshChannel channel, string name, byte[] payload, CancellationToken cancellationToken)
    {
        if (_ended.Task.IsCompleted)
        {
            return false;
        }

        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.Request(name, payload, done => answer.TrySetResult(done));
        channel.Connection.Flush();
        return await Task.WhenAny(answer.Task, _ended.Task).WaitAsync(cancellationToken) == answer.Task && await answer.Task;
    }

    private void OnRequest(ChannelRequest request)
    {
        if (request.Name == "exit-status" && ExitStatus.Read(request.Payload.Span) is { } exit)
        {
            _exitStatus = exit.Status;
        }

        request.Fail();
    }

    /// <summary>A warning; the end has words of its own.</summary>
    private void OnNoticed(SessionNotice notice)
    {
        if (!notice.IsEnd)
        {
            var line = RefusalLine.Of(notice);
            _work?.Recording?.Mark(line);
            Tell(line, notice.NeedsFactor);
        }
    }

    private void Tell(string line) => Tell(line, needsFactor: false);

    private void Tell(string line, bool needsFactor) => _notices.Writer.TryWrite(new TerminalNotice(line, needsFactor));

    private void Cut(Refusal why)
    {
        _cut = why;
        _ended.TrySetResult(new TerminalEnd(RefusalLine.Of(why), IsCut: true));
        _screen.Close();
        _stream?.Dispose();
    }

    private async ValueTask EndByItselfAsync(CancellationToken cancellationToken)
    {
        // How the program ended comes with the channel's end, a moment after its last octet.
        await _stream!.Closed.WaitAsync(StatusWithin, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        _ended.TrySetResult(new TerminalEnd(
            RefusalLine.Of(_exitStatus switch
            {
                0 => "the shell has ended.",
                { } status => $"the shell has ended with status {status}.",
                null => "the environment has closed the connection.",
            }),
            IsCut: false));
    }

    private async ValueTask WaitForThoseBehindAsync(CancellationToken cancellationToken)
    {
        while (_input!.IsBehind || _work!.Recording is { IsBehind: true, IsSound: true })
        {
            await Task.Delay(Pause, _clock, cancellationToken);
        }
    }
}
