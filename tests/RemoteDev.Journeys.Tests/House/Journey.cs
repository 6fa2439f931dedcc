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
