using RemoteDev.Gateway.Contain.Ssh.Screens;
using RemoteDev.Gateway.Contain.Transfers.Exec;
using RemoteDev.Gateway.Contain.Transfers.Scp;
using RemoteDev.Gateway.Contain.Transfers.Sftp;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Recordings;
using RemoteDev.Policy.Obligations;
using RemoteDev.Ssh.Connection.Payloads;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>Opens the stream of a permitted program, begins its recording and chooses its screen.</summary>
internal sealed class ScreenMaker(SshTools tools)
{
    public TimeProvider Clock => tools.Clock;

    /// <summary>Nothing has moved when this returns, and everything that must be on the disk before is.</summary>
    /// <param name="cut">Ends the channel with these words; called at most once, on any thread, must neither block nor throw.</param>
    /// <param name="tell">Shows the person these words beside what the program says.</param>
    public async ValueTask<Step<RunningWork>> OpenAsync(
        SshWork work, PtyRequest? pty, Permitted permitted, Action<Refusal> cut, Action<string> tell, ISshJudge judge)
    {
        var kind = pty is not null && work.Kind != StreamKind.FileTransfer ? StreamKind.Terminal : work.Kind;
        var opened = await SshStream.OpenAsync(permitted, kind, work.Asked, cut, tools.Ledger, tools.Trace, tools.Clock);
        if (!opened.Passed(out var stream, out var refusal))
        {
            return refusal;
        }

        TerminalRecording? recording = null;
        if (kind == StreamKind.Terminal && permitted.Permit.Obligations.Record != RecordMode.Metadata
            && (recording = Begin(stream, pty, permitted, judge)) is null)
        {
            stream.End();
            return SshRefusals.Unrecorded;
        }

        return new RunningWork(kind, stream, Screen(work, kind, stream, recording, tell, judge), recording, tools.Trace);
    }

    private TerminalRecording? Begin(SshStream stream, PtyRequest? pty, Permitted permitted, ISshJudge judge)
    {
        try
        {
            var session = permitted.Session;
#pragma warning disable CA2000 // the recording owns its writer
            var writer = tools.Shelf.Begin(session.Id, stream.Id, _ => judge.End(EndReason.TraceLost, SshRefusals.Unrecorded));
#pragma warning restore CA2000
            return new TerminalRecording(
                writer,
                permitted.Permit.Obligations.Record,
                (int)Math.Min(pty?.Columns ?? 80, int.MaxValue),
                (int)Math.Min(pty?.Rows ?? 24, int.MaxValue),
                $"{session.Login} on {session.Place}",
                tools.Clock);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private IScreen Screen(SshWork work, StreamKind kind, SshStream stream, TerminalRecording? recording, Action<string> tell, ISshJudge judge)
    {
        var removals = new RemovalTrace(stream, tools.Trace, recording is null ? null : recording.Mark);
        if (kind == StreamKind.Terminal)
        {
            return new TerminalScreen(stream, recording, removals);
        }

        var desk = new TransferDesk(judge, stream, tools.Trace, tell);
        return work.Command?.Kind switch
        {
            null or ExecKind.Sftp when kind == StreamKind.FileTransfer => new FilesScreen(stream, new SftpConversation(desk), removals),
            ExecKind.ScpOut => new FilesScreen(stream, new ScpConversation(outward: true, work.Command.Path ?? "", desk), removals),
            ExecKind.ScpIn => new FilesScreen(stream, new ScpConversation(outward: false, work.Command.Path ?? "", desk), removals),
            ExecKind.ShellOnInput => new PlainScreen(stream, removals, new RemoteSshScript()),
            _ => new PlainScreen(stream, removals, script: null),
        };
    }
}
