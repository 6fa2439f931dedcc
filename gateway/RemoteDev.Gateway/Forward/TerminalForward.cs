using System.Net.WebSockets;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Forward;

/// <summary>Moves the bytes of a contained terminal to a page and back until one of them ends, and decides nothing.</summary>
internal static class TerminalForward
{
    private static readonly TimeSpan Parting = TimeSpan.FromSeconds(1);

    /// <summary>Runs it to its end. The page has then been told how it ended, if it was there to hear.</summary>
    public static async Task RunAsync(ContainedTerminal contained, TerminalSocket socket, TimeProvider clock, CancellationToken aborted)
    {
        var flow = contained.Flow;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var showing = ShowAsync(flow, socket, over.Token);
        var typing = TypeAsync(flow, socket, over.Token);
        var telling = TellAsync(flow, socket, over.Token);
        await Task.WhenAny(flow.Ended, showing, typing);
        if (flow.Ended.IsCompletedSuccessfully)
        {
            await socket.EndAsync(await flow.Ended);

            // The page answers the close; to leave before would throw away what is still on its way there.
            await Task.WhenAny(typing, Task.Delay(Parting, clock, CancellationToken.None));
        }

        await over.CancelAsync();
        await Task.WhenAll(showing, typing, telling);
    }

    /// <summary>Whether this only says that one of the two is no longer there.</summary>
    public static bool IsGone(Exception exception) =>
        exception is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException;

    private static async Task ShowAsync(ITerminalFlow flow, TerminalSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            while (await flow.ShownAsync(cancellationToken) is { IsEmpty: false } shown && !flow.Ended.IsCompleted)
            {
                await socket.ShowAsync(shown, cancellationToken);
            }
        }
        catch (Exception gone) when (IsGone(gone))
        {
            // The page is told nothing that it could not hear.
        }
    }

    private static async Task TypeAsync(ITerminalFlow flow, TerminalSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            while (await socket.ReceiveAsync(cancellationToken) is { IsEnd: false } message)
            {
                if (message.Size is { } size)
                {
                    flow.Resize(size);
                }
                else
                {
                    await flow.TypeAsync(message.Typed, cancellationToken);
                }
            }
        }
        catch (Exception gone) when (IsGone(gone))
        {
            // As above.
        }
    }

    private static async Task TellAsync(ITerminalFlow flow, TerminalSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var notice in flow.Notices.ReadAllAsync(cancellationToken))
            {
                await socket.TellAsync(notice, cancellationToken);
            }
        }
        catch (Exception gone) when (IsGone(gone))
        {
            // As above.
        }
    }
}
