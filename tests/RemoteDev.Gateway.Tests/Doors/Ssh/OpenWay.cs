using System.Net.Sockets;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Doors.Terminal;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>A way that is open.</summary>
internal sealed class OpenWay : IAsyncDisposable
{
    private readonly Func<Task<(int Code, string Said)>> _end;
    private readonly Func<ValueTask> _close;
    private LiveStream? _stream;

    private OpenWay(Func<Task<(int Code, string Said)>> end, Func<ValueTask> close)
    {
        _end = end;
        _close = close;
    }

    /// <summary>What the gateway holds of it.</summary>
    public LiveStream Stream => _stream!;

    public static OpenWay Of(RunningProgram program, Action? tidy = null) => new(program.EndAsync, async () =>
    {
        await program.DisposeAsync();
        tidy?.Invoke();
    });

    /// <summary>A program that holds a port, and a client who has come through it and is cut with it.</summary>
    public static OpenWay Of(RunningProgram program, TcpClient through)
    {
        var listening = ListenAsync(through);
        return new OpenWay(
            async () =>
            {
                await listening.WaitAsync(RunningProgram.Patience);
                return await program.EndAsync();
            },
            async () =>
            {
                await program.DisposeAsync();
                through.Dispose();
            });
    }

    public static OpenWay Of(TerminalTab tab)
    {
        var seeing = tab.SeeEndAsync();
        return new OpenWay(
            async () =>
            {
                var end = await seeing.WaitAsync(RunningProgram.Patience);
                return (end is null ? 0 : 1, tab.Shown + end);
            },
            () =>
            {
                tab.Dispose();
                return ValueTask.CompletedTask;
            });
    }

    /// <summary>Opens a way and waits until its bytes have moved to the person's machine.</summary>
    public static async Task<OpenWay> MovingAsync(SshHouse house, SshLongWay way)
    {
        var before = Streams(house).Select(stream => stream.Id).ToHashSet(StringComparer.Ordinal);
        var open = await way.OpenAsync(house);

        // Bytes are counted, and nobody is told of each.
        using var deadline = new CancellationTokenSource(RunningProgram.Patience);
        while (open._stream is null)
        {
            await Task.Delay(10, deadline.Token);
            open._stream = Streams(house).FirstOrDefault(
                stream => !before.Contains(stream.Id) && stream.Permitted.Permit.Action.Id == way.Action && stream.BytesOut > 0);
        }

        return open;
    }

    /// <summary>Waits until the person's side has ended: how, and all that reached the person's machine.</summary>
    public Task<(int Code, string Said)> EndAsync() => _end();

    public ValueTask DisposeAsync() => _close();

    private static IEnumerable<LiveStream> Streams(SshHouse house) => house.Get<LiveSessions>().All.SelectMany(session => session.Streams());

    private static async Task ListenAsync(TcpClient client)
    {
        var buffer = new byte[4096];
        try
        {
            while (await client.GetStream().ReadAsync(buffer) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Reset is an end as well.
        }
    }
}
