using RemoteDev.Cedar;
using RemoteDev.Gateway.Contain.Ssh.Screens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Recordings;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Ssh.Connection.Payloads;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>
/// Guards one session channel: which requests pass, which one program may run, and through which screen its bytes go. Until a program was
/// permitted no byte passes in either direction.
/// </summary>
internal sealed class SessionGuard(ISshJudge judge, GrantedExtras extras, ScreenMaker screens) : IChannelGuard
{
    private const uint CutStatus = 255;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ScreenLock _screen = new();
    private volatile RunningWork? _work;
    private PtyRequest? _pty;
    private RelayedChannel? _channel;
    private uint? _exitStatus;
    private bool _started;
    private int _waiting;
    private int _over;

    public bool HoldsBack
    {
        get
        {
            if (_work?.Recording is not { IsBehind: true } recording)
            {
                return false;
            }

            if (Interlocked.Exchange(ref _waiting, 1) == 0)
            {
                _ = ResumeAsync(recording);
            }

            return true;
        }
    }

    public ValueTask<RelayVerdict> OnOpenAsync(RelayedChannel channel)
    {
        _channel = channel;
        return new ValueTask<RelayVerdict>(RelayVerdict.Pass);
    }

    public async ValueTask<RelayVerdict> OnRequestAsync(RelayedChannel channel, RelaySide from, string name, ReadOnlyMemory<byte> payload)
    {
        if (from == RelaySide.Server)
        {
            _exitStatus = name == "exit-status" ? ExitStatus.Read(payload.Span)?.Status : _exitStatus;
            return RelayVerdict.Pass;
        }

        switch (name)
        {
            case "shell" or "exec" or "subsystem":
                return await StartAsync(channel, name, payload);
            case "pty-req":
                return Terminal(payload);
            case "window-change":
                return Resize(payload);
            case "env":
                return EnvRequest.Read(payload.Span) is { } variable && EnvironmentNames.Allows(variable.Name, variable.Value) ? RelayVerdict.Pass : default;
            case "signal" or "break" or "eow@openssh.com":
                return RelayVerdict.Pass;
            case "auth-agent-req@openssh.com":
                return Extra(Actions.ForwardAgent, extras.GrantAgent);
            case "x11-req":
                return Extra(Actions.ForwardX11, extras.GrantDisplay);
            default:
                // Clients probe for what they know of each other; a plain no is what they expect.
                return default;
        }
    }

    public IChannelFilter? FilterOf(RelaySide from) => new ScreenFilter(_screen, from);

    public void OnEnded(RelayedChannel channel)
    {
        Interlocked.Exchange(ref _over, 1);
        _screen.Close();
        if (_work is { } work)
        {
            End(work);
        }
    }

    private void End(RunningWork work)
    {
        work.Session.Noticed -= OnNoticed;
        work.End(_exitStatus);
    }

    /// <summary>
    /// A warning is shown where there is a person: on a terminal. Where a factor is asked for it goes to the standard error of anything else
    /// too, because nobody else can answer. The end has words of its own.
    /// </summary>
    private void OnNoticed(SessionNotice notice)
    {
        if (notice.IsEnd || _work is not { } work)
        {
            return;
        }

        var line = RefusalLine.Of(notice);
        if (work.Kind == StreamKind.Terminal)
        {
            work.Recording?.Mark(line);
            _channel?.Tell("\r\n" + line + "\r\n");
        }
        else if (notice.NeedsFactor)
        {
            _channel?.Tell(line + "\r\n");
        }
    }

    private async Task ResumeAsync(TerminalRecording recording)
    {
        while (recording is { IsBehind: true, IsSound: true })
        {
            await Task.Delay(Pause, screens.Clock);
        }

        Volatile.Write(ref _waiting, 0);
        _channel?.Resume();
    }

    private async ValueTask<RelayVerdict> StartAsync(RelayedChannel channel, string name, ReadOnlyMemory<byte> payload)
    {
        var refusal = SshRefusals.OneProgram;
        if (_started || !SshWork.Of(name, payload).Passed(out var work, out refusal))
        {
            judge.Refused(refusal);
            return RelayVerdict.Refuse(RefusalLine.Of(refusal));
        }

        _started = true;
        if (!Permit(work).Passed(out var permitted, out refusal))
        {
            return RelayVerdict.Refuse(RefusalLine.Of(refusal));
        }

        void Cut(Refusal why) => channel.End("\r\n" + RefusalLine.Of(why), CutStatus);
        void Tell(string line) => channel.Tell(line + "\r\n");
        if (!(await screens.OpenAsync(work, _pty, permitted, Cut, Tell, judge)).Passed(out var running, out refusal))
        {
            judge.Refused(refusal, permitted.Permit.Action);
            return RelayVerdict.Refuse(RefusalLine.Of(refusal));
        }

        _work = running;
        running.Session.Attend(OnNoticed);
        _screen.Open(running.Screen);

        // The client may have gone while the disk was written: then nobody was there to be ended.
        if (Interlocked.CompareExchange(ref _over, 0, 0) != 0)
        {
            End(running);
            return default;
        }

        return RelayVerdict.Pass;
    }

    private Step<Permitted> Permit(SshWork work)
    {
        // A command on a pseudo-terminal is a terminal (`ssh -t host bash`): filtered and recorded as one, and asked for as one.
        if (work.Kind == StreamKind.Command && _pty is not null)
        {
            return judge.Judge(Actions.OpenTerminal);
        }

        var step = judge.Judge(work.Actions[0]);
        for (var i = 1; i < work.Actions.Count && !step.Passed(out _, out _); i++)
        {
            step = judge.Judge(work.Actions[i]);
        }

        return step;
    }

    private RelayVerdict Terminal(ReadOnlyMemory<byte> payload)
    {
        if (_started || _pty is not null || PtyRequest.Read(payload.Span) is not { } pty)
        {
            return default;
        }

        _pty = pty;
        return RelayVerdict.Pass;
    }

    private RelayVerdict Resize(ReadOnlyMemory<byte> payload)
    {
        if (WindowChange.Read(payload.Span) is not { } size)
        {
            return default;
        }

        _work?.Recording?.Resize((int)Math.Min(size.Columns, int.MaxValue), (int)Math.Min(size.Rows, int.MaxValue));
        return RelayVerdict.Pass;
    }

    private RelayVerdict Extra(EntityUid action, Action<Permitted> granted)
    {
        if (!judge.Judge(action).Passed(out var permitted, out var refusal))
        {
            return RelayVerdict.Refuse(RefusalLine.Of(refusal));
        }

        granted(permitted);
        return RelayVerdict.Pass;
    }
}
