using System.Runtime.CompilerServices;
using RemoteDev.Journeys.Tests.Inside;
using Xunit.Abstractions;

namespace RemoteDev.Journeys.Tests.House;

/// <summary>
/// One story with a deadline. When it fails, what each visitor saw is kept: a picture of the page, the browser's console and the
/// gateway's log, in the folder of test results.
/// </summary>
public abstract class Journey(ClientHouse house, ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(8);

    /// <summary>Within this, what may no longer be open is closed.</summary>
    private protected static readonly TimeSpan Promise = TimeSpan.FromSeconds(1);

    private protected ClientHouse House { get; } = house;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => House.LeaveAsync();

    /// <summary>Tells the story to its end.</summary>
    private protected async Task TellAsync(Func<Task> story, [CallerMemberName] string title = "")
    {
        try
        {
            await story().WaitAsync(Deadline);
        }
        catch
        {
            await KeepAsync($"{GetType().Name}.{title}");
            throw;
        }
    }

    /// <summary>A figure that the run prints.</summary>
    private protected void Measured(string figure) => output.WriteLine($"measured: {figure}");

    /// <summary>Every socket that lived when the reason came is closed within the promise, and none that was tried since is open.</summary>
    private protected async Task BeCutAsync(IdePage ide, DateTimeOffset reason, string what, int mark, params string[] endings)
    {
        var ended = await House.Gateway.Trace.AwaitAsync(mark, "session.ended", one => TraceOnDisk.Text(one, "place") == ClientHouse.Environment);
        Assert.Contains(TraceOnDisk.Text(ended, "reason"), endings, StringComparer.Ordinal);
        IReadOnlyList<PageSocket> sockets = [];
        for (var tries = 0; tries < 50; tries++)
        {
            sockets = await SocketLog.ReadAsync(ide.Page);
            if (!sockets.Any(socket => socket.IsOpen))
            {
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        // A millisecond of rounding between the clocks' readings is all that may be missing.
        var cut = sockets.Where(socket => socket.LivedAt(reason - TimeSpan.FromMilliseconds(1))).ToList();
        Assert.Equal(2, cut.Count);
        Assert.DoesNotContain(sockets, socket => socket.IsOpen);
        var took = cut.Max(socket => socket.ClosedAt!.Value) - reason;
        Measured($"cut of {what}: {took.TotalMilliseconds:0} ms to the last of {cut.Count} WebSockets closed in the browser, {(TraceOnDisk.At(ended) - reason).TotalMilliseconds:0} ms to the end in the trace");
        Assert.InRange(took, TimeSpan.FromMilliseconds(-1), Promise);
    }

    private async Task KeepAsync(string name)
    {
        var folder = Directory.CreateDirectory(Checkout.Path(".work", "test", "results", "journeys")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.gateway.log"), House.Gateway.Said);
        foreach (var visitor in House.Visitors)
        {
            var path = Path.Combine(folder, $"{name}.{visitor.Person.Login}");
            await File.WriteAllLinesAsync($"{path}.console.log", visitor.Console);
            try
            {
                await visitor.Page.ScreenshotAsync(new() { Path = $"{path}.png", Timeout = 20_000 });
                await File.WriteAllTextAsync($"{path}.txt", $"{visitor.Page.Url}\n{await visitor.SaysAsync()}");
            }
            catch (Exception unseen)
            {
                // A browser that is gone has nothing to show; the failure itself is what matters.
                output.WriteLine($"No picture of what {visitor.Person.Login} saw: {unseen.Message}");
            }
        }

        output.WriteLine($"What was seen is in {folder}, {name}.*");
    }
}
