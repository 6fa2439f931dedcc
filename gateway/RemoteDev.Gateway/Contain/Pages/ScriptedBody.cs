using System.Buffers;
using RemoteDev.Gateway.Contain.Egress;
using RemoteDev.Gateway.Contain.Http;

namespace RemoteDev.Gateway.Contain.Pages;

/// <summary>
/// A page on its way to the browser, with the gateway's script put into its head. Holds back no more than the search is allowed
/// to read; a document whose head does not show up in that goes through as it is.
/// </summary>
internal sealed class ScriptedBody(Stream inner, EgressMeter meter, ReadOnlyMemory<byte> script) : MeteredBody(inner, meter)
{
    private const int MaxSearch = 64 << 10;

    private ArrayBufferWriter<byte>? _held = new(16 << 10);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_held is not { } held)
        {
            await base.WriteAsync(buffer, cancellationToken);
            return;
        }

        held.Write(buffer.Span);
        var place = HeadPlace.Find(held.WrittenSpan);
        if (place >= 0)
        {
            _held = null;
            await base.WriteAsync(held.WrittenMemory[..place], cancellationToken);
            await SendUncountedAsync(script, cancellationToken);
            await base.WriteAsync(held.WrittenMemory[place..], cancellationToken);
        }
        else if (held.WrittenCount >= MaxSearch)
        {
            await FinishAsync(cancellationToken);
        }
    }

    /// <summary>The document is over, or the search is: what is held goes out as it is.</summary>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        if (_held is { } held)
        {
            _held = null;
            await base.WriteAsync(held.WrittenMemory, cancellationToken);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        _held is null ? base.FlushAsync(cancellationToken) : Task.CompletedTask;
}
