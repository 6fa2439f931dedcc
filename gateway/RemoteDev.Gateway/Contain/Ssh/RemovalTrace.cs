using RemoteDev.Gateway.Contain.Terminal;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>Puts what was taken out of a terminal's output into the trace, and into its recording.</summary>
/// <param name="mark">Marks the place in the recording; null without one.</param>
internal sealed class RemovalTrace(SshStream stream, TraceRoom trace, Action<string>? mark)
{
    public void Add(TerminalRemoval removal)
    {
        trace.Record(new TerminalFiltered
        {
            Session = stream.Session.Id,
            Actor = stream.Session.Login,
            Source = stream.Session.Source.ToString(),
            StreamId = stream.Id,
            Kind = removal.Kind.ToString(),
            Count = removal.Count,
            Octets = removal.Length,
            Excerpt = removal.Excerpt,
        });
        mark?.Invoke($"removed: {removal.Kind}");
    }

    /// <summary>The channel is over.</summary>
    /// <param name="remoteSsh">The commit of VS Code's server, when its Remote-SSH was recognised on this channel.</param>
    public void End(string? remoteSsh)
    {
        if (remoteSsh is not null)
        {
            trace.Record(new RemoteIdeRecognised
            {
                Session = stream.Session.Id,
                Actor = stream.Session.Login,
                Source = stream.Session.Source.ToString(),
                StreamId = stream.Id,
                Product = "VS Code Remote-SSH",
                Commit = remoteSsh,
            });
        }
    }
}
