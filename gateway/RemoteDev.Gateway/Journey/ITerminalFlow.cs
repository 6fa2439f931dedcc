using System.Threading.Channels;

namespace RemoteDev.Gateway.Journey;

/// <summary>A terminal inside that ends here: what its program shows, what the person types. What comes out of it has been filtered, counted and recorded.</summary>
internal interface ITerminalFlow : IAsyncDisposable
{
    /// <summary>Completes when nothing may be shown any more: everything was, or it was cut.</summary>
    Task<TerminalEnd> Ended { get; }

    /// <summary>Words of the gateway to the person while it lives.</summary>
    ChannelReader<TerminalNotice> Notices { get; }

    /// <summary>
    /// Waits for what the program shows next. Whoever does not ask lets the program wait.
    /// </summary>
    /// <returns>Octets that are good until the next call; empty once it has ended.</returns>
    ValueTask<ReadOnlyMemory<byte>> ShownAsync(CancellationToken cancellationToken);

    /// <summary>Hands on what the person typed, and waits while the program does not take it.</summary>
    ValueTask TypeAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken);

    void Resize(TerminalSize size);
}
