using System.Net.WebSockets;
using System.Text.Json;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Forward;

/// <summary>
/// The messages between a terminal and the page that shows it. Binary ones are octets of the terminal. Text ones are JSON: from the page its
/// size or how much it has drawn, to the page a notice or the end. No message is longer than 64 KiB.
/// </summary>
internal sealed class TerminalSocket(WebSocket socket, TimeProvider clock) : IDisposable
{
    /// <summary>What may be on its way to the page. It lies between the program and its Ctrl-C.</summary>
    private const long MostUndrawn = 512 * 1024;

    private const int Longest = 64 * 1024;

    private static readonly TimeSpan Parting = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly SemaphoreSlim _room = new(0, 1);
    private readonly byte[] _received = new byte[Longest];
    private long _sent;
    private long _drawn;

    /// <summary>Shows octets, once the page has drawn most of those before.</summary>
    public async ValueTask ShowAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        while (!octets.IsEmpty)
        {
            while (Interlocked.Read(ref _sent) - Interlocked.Read(ref _drawn) >= MostUndrawn)
            {
                await _room.WaitAsync(cancellationToken);
            }

            var part = octets[..Math.Min(octets.Length, Longest)];
            octets = octets[part.Length..];
            Interlocked.Add(ref _sent, part.Length);
            await SendAsync(part, WebSocketMessageType.Binary, cancellationToken);
        }
    }

    /// <summary>Tells the person something beside the terminal.</summary>
    public ValueTask TellAsync(TerminalNotice notice, CancellationToken cancellationToken) =>
        SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { notice = notice.Words, factor = notice.NeedsFactor }), WebSocketMessageType.Text, cancellationToken);

    /// <summary>
    /// Says how it ended and closes. A page that is so far behind that it does not take even this within a second is cut off without.
    /// </summary>
    public async Task EndAsync(TerminalEnd end)
    {
        using var patience = new CancellationTokenSource(Parting, clock);
        try
        {
            var words = JsonSerializer.SerializeToUtf8Bytes(new { end = end.Words, cut = end.IsCut });
            await SendAsync(words, WebSocketMessageType.Text, patience.Token);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
        }
        catch (Exception gone) when (TerminalForward.IsGone(gone))
        {
            socket.Abort();
        }
    }

    /// <summary>Waits for what the page says next. What it tells of its own drawing is heard here.</summary>
    /// <returns>What was typed, a new size, or the end: the page went, or said something that is none of these.</returns>
    public async ValueTask<TerminalMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(_received.AsMemory(length), cancellationToken);
                length += part.Count;
            }
            while (!part.EndOfMessage && length < Longest);

            if (!part.EndOfMessage || part.MessageType == WebSocketMessageType.Close)
            {
                return TerminalMessage.End;
            }

            if (part.MessageType == WebSocketMessageType.Binary)
            {
                return new TerminalMessage(_received.AsMemory(0, length), null);
            }

            if (PageWord.Read(_received.AsSpan(0, length)) is not { } word)
            {
                return TerminalMessage.End;
            }

            if (word.Size is { } size)
            {
                return new TerminalMessage(default, size);
            }

            if (!TryDraw(word.Drawn))
            {
                return TerminalMessage.End;
            }
        }
    }

    public void Dispose()
    {
        _sending.Dispose();
        _room.Dispose();
    }

    private bool TryDraw(long drawn)
    {
        if (drawn < Interlocked.Read(ref _drawn) || drawn > Interlocked.Read(ref _sent))
        {
            return false;
        }

        Interlocked.Exchange(ref _drawn, drawn);
        if (_room.CurrentCount == 0)
        {
            _room.Release();
        }

        return true;
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> octets, WebSocketMessageType type, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(octets, type, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }
}
