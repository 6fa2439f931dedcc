using System.Text;
using Microsoft.Playwright;
using RemoteDev.Journeys.Tests.House;
using Xunit.Abstractions;

namespace RemoteDev.Journeys.Tests.Ssh;

/// <summary>
/// A day by SSH: a key from the account page, a code from the phone, a terminal on the laptop and one in the browser, a file that does not
/// leave, a cut that is explained on both screens, and a recording that the reviewer reads.
/// </summary>
[Collection(OneHouse.Name)]
public sealed class SshWorkTests(ClientHouse house, ITestOutputHelper output) : Journey(house, output)
{
    private const string At = ClientHouse.Machine + "@localhost";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public Task Developer_WorksBySsh_AndIsCutAndRead() => TellAsync(async () =>
    {
        var ada = await House.SignedInAsync(House.Ada);
        using var laptop = await Laptop.SetUpAsync(ada, House.Gateway.SshPort);
        await laptop.ReadCodeAsync(await House.Ada.Phone!.NextAsync());
        var mark = House.Gateway.Trace.Mark();
        var said = new StringBuilder();
        using var ssh = laptop.Start(said, "ssh", "-tt", At, "echo works-as-$(id -un); exec sleep 300");
        await SeeAsync(said, $"works-as-{House.Inside.MachineLogin}");

        var taken = await laptop.RunAsync("scp", $"{At}:/etc/hostname", "taken");
        Assert.NotEqual(0, taken.ExitCode);
        Assert.Contains("Source stays inside", taken.Said, StringComparison.Ordinal);
        Assert.False(File.Exists("taken"));

        await ada.Page.GetByRole(AriaRole.Link, new() { NameRegex = Words.OpenTerminal }).ClickAsync();
        await ada.HearAsync("Connected.");
        await ada.Page.Keyboard.TypeAsync("echo browser-$((40+2))-\u00e9\n");
        await Assertions.Expect(ada.Page.Locator(".xterm-rows")).ToContainTextAsync("browser-42-\u00e9");
        await ada.PressAsync("Screen reader");
        await ada.HearAsync("browser-42-\u00e9");
        var opened = await House.Gateway.Trace.AwaitAsync(mark, "stream.opened", one => TraceOnDisk.Text(one, "action") == "openTerminal");
        try
        {
            var suspended = await House.Gateway.CliAsync("person", "suspend", "ada", "--reason", "A journey does it.");
            Assert.True(suspended.ExitCode == 0, suspended.Said);
            var edited = await House.Gateway.Trace.AwaitAsync(mark, "catalog.edited");
            using var deadline = new CancellationTokenSource(Patience);
            await ssh.WaitForExitAsync(deadline.Token);
            var took = new DateTimeOffset(ssh.ExitTime) - TraceOnDisk.At(edited);
            Measured($"cut of an ssh terminal: {took.TotalMilliseconds:0} ms from the suspension to the end of ssh");
            Assert.InRange(took, TimeSpan.Zero, Promise);
            await SeeAsync(said, "RemoteDev Gateway: ");
            await ada.HearAsync("RemoteDev Gateway: ");
        }
        finally
        {
            var restored = await House.Gateway.CliAsync("person", "restore", "ada", "--reason", "The journey is over.");
            Assert.True(restored.ExitCode == 0, restored.Said);
        }

        await ReadRecordingAsync(TraceOnDisk.Text(opened, "session")!);
    });

    private async Task ReadRecordingAsync(string session)
    {
        var sora = await House.SignedInAsync(House.Sora);
        await sora.GoAsync($"sessions/{session}");
        var mark = House.Gateway.Trace.Mark();
        var download = await sora.Page.RunAndWaitForDownloadAsync(
            () => sora.Page.GetByRole(AriaRole.Link, new() { NameRegex = Words.Recording }).First.ClickAsync());
        var recording = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.StartsWith("{\"version\":2", recording.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains($"works-as-{House.Inside.MachineLogin}", recording, StringComparison.Ordinal);
        var read = await House.Gateway.Trace.AwaitAsync(mark, "recording.read");
        Assert.Equal("sora", TraceOnDisk.Text(read, "actor"));
    }

    private static async Task SeeAsync(StringBuilder said, string words)
    {
        for (var tries = 0; ; tries++)
        {
            string now;
            lock (said)
            {
                now = said.ToString();
            }

            if (now.Contains(words, StringComparison.Ordinal))
            {
                return;
            }

            Assert.True(tries < 300, $"ssh does not say {words}, but: {now}");
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }
}
