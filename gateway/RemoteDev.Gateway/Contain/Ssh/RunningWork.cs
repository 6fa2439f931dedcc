using RemoteDev.Gateway.Contain.Ssh.Screens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Recordings;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>A program that runs on a session channel: its stream, its screen, and its recording if there is one.</summary>
internal sealed class RunningWork(StreamKind kind, SshStream stream, IScreen screen, TerminalRecording? recording, TraceRoom trace)
{
    private int _ended;

    public StreamKind Kind { get; } = kind;

    public AccessSession Session => stream.Session;

    public IScreen Screen { get; } = screen;

    public TerminalRecording? Recording { get; } = recording;

    /// <summary>The channel is over: the stream is traced as ended, and the recording is finished.</summary>
    public void End(uint? exitStatus)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        stream.End(exitStatus);
        if (Recording is not null)
        {
            _ = FinishAsync(Recording);
        }
    }

    private async Task FinishAsync(TerminalRecording finished)
    {
        await using (finished)
        {
            var receipt = await finished.FinishAsync();
            trace.Record(new RecordingEnded
            {
                Session = stream.Session.Id,
                Actor = stream.Session.Login,
                Source = stream.Session.Source.ToString(),
                StreamId = stream.Id,
                Recording = receipt.Name,
                Bytes = receipt.Bytes,
                Sha256 = receipt.Sha256,
                IsWhole = receipt.IsWhole,
            });
        }
    }
}
