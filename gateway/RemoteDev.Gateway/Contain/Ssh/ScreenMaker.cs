using RemoteDev.Gateway.Contain.Ssh.Screens;
using RemoteDev.Gateway.Contain.Transfers.Exec;
using RemoteDev.Gateway.Contain.Transfers.Scp;
using RemoteDev.Gateway.Contain.Transfers.Sftp;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Recordings;
using RemoteDev.Policy.Obligations;
using RemoteDev.Ssh.Connection.Payloads;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>Opens the stream of a permitted program, begins its recording and chooses its screen.</summary>
internal sealed class ScreenMaker(SshTools tools)
{
    private const uint CutStatus = 255;

    public TimeProvider Clock => tools.Clock;

    /// <summary>Nothing has moved when this returns, and everything that must be on the disk before is.</summary>
    public async ValueTask<Step<RunningWork>> OpenAsync(SshWork work, PtyRequest? pty, Permitted permitted, RelayedChannel channel, ISshJudge judge)
    {
        var kind = pty is not null && work.Kind != StreamKind.FileTransfer ? StreamKind.Terminal : work.Kind;
        var opened = await SshStream.OpenAsync(
            permitted, kind, work.Asked, why => channel.End("\r\n" + RefusalLine.Of(why), CutStatus), tools.Ledger, tools.Trace, tools.Clock);
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

        return new RunningWork(kind, stream, Screen(work, kind, stream, recording, channel, judge), recording, tools.Trace);
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

    private IScreen Screen(SshWork work, StreamKind kind, SshStream stream, TerminalRecording? recording, RelayedChannel channel, ISshJudge judge)
    {
        var removals = new RemovalTrace(stream, tools.Trace, recording is null ? null : recording.Mark);
        if (kind == StreamKind.Terminal)
        {
            return new TerminalScreen(stream, recording, removals);
        }

        var desk = new TransferDesk(judge, stream, tools.Trace, line => channel.Tell(line + "\r\n"));
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
