using RemoteDev.Gateway.Contain.Egress;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.Git;

/// <summary>
/// The response body of a git request on its way out: charged before it is written when it leaves the network, counted when it stays
/// inside, and its front kept for the receipt.
/// </summary>
/// <param name="meter">Charges what leaves; null when the answer goes to an environment inside.</param>
internal sealed class GitAnswerStream(Stream body, LiveStream stream, EgressMeter? meter, int keep) : AnswerBody
{
    private readonly MemoryStream _head = new();

    public ReadOnlyMemory<byte> Head => _head.GetBuffer().AsMemory(0, (int)_head.Length);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (meter is null)
        {
            stream.CountInside(buffer.Length);
        }
        else if (!meter.TrySend(buffer.Length))
        {
            throw new OperationCanceledException("The stream was cut.");
        }

        var room = keep - (int)_head.Length;
        if (room > 0)
        {
            _head.Write(buffer.Span[..Math.Min(room, buffer.Length)]);
        }

        return body.WriteAsync(buffer, cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => body.FlushAsync(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _head.Dispose();
        }

        base.Dispose(disposing);
    }
}
