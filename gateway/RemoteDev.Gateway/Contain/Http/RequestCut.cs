using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.Http;

/// <summary>Stops one request when its stream is cut, and never the next request on the same connection.</summary>
internal sealed class RequestCut(HttpContext context)
{
    private readonly Lock _gate = new();
    private bool _over;

    /// <summary>Given to the stream as what stops its bytes. Returns at once; Kestrel closes the socket.</summary>
    public void Stop(LiveStream stream)
    {
        lock (_gate)
        {
            // Over budget before a byte went out: the response is still ours to write, and says why.
            if (!_over && (stream.CutReason != EndReason.OverBudget || context.Response.HasStarted))
            {
                context.Abort();
            }
        }
    }

    /// <summary>The request is over; a cut that arrives now finds nothing to stop.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            _over = true;
        }
    }
}
