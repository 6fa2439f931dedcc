using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Reading;

namespace RemoteDev.Gateway.Trace.Recordings;

/// <summary>Hands recordings out to be watched. Whoever takes one is in the trace before its first byte.</summary>
internal sealed class RecordingDesk(RecordingShelf shelf, TraceRoom trace)
{
    private static readonly Refusal Unavailable = new(
        RefusalCode.TraceUnavailable, "The trace cannot be written at the moment, so no recording can be read: every reading must be traced.");

    private static readonly Refusal None = new(
        RefusalCode.Unknown, "There is no such recording here, or the gateway's key does not open it.");

    /// <summary>The streams of a session that were recorded.</summary>
    public IReadOnlyList<string> Of(string session) => shelf.Of(session);

    /// <summary>Opens one for that reader, also while it is still being written. The caller disposes it.</summary>
    public async Task<Step<RecordingReader>> OpenAsync(string session, string stream, TraceReader reader, CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // the reader takes it, or it is disposed here
        if (shelf.Open(session, stream) is not { } recording)
#pragma warning restore CA2000
        {
            return None;
        }

        var traced = await trace.OpenAsync(
            new RecordingRead
            {
                Actor = reader.Login, Session = reader.Session, Source = reader.Source?.ToString(), Recording = $"{session}/{stream}",
            },
            cancellationToken);
        if (traced)
        {
            return recording;
        }

        recording.Dispose();
        return Unavailable;
    }
}
