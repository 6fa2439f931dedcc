using System.Text;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Doors.Ssh;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Recordings;

namespace RemoteDev.Gateway.Tests.Doors.Terminal;

/// <summary>A terminal in a browser, with a real sshd inside, when policy permits it.</summary>
public sealed class TerminalDoorTests(SshHouse house) : IClassFixture<SshHouse>
{
    [OpenSshFact("ssh")]
    public async Task Opens_AShellThatIsFilteredRecordedAndTraced()
    {
        using var tab = new TerminalTab();
        Assert.True(await tab.OpenAsync(house, TerminalTab.SignIn(house).Cookie));
        await tab.TypeAsync("printf 'se%s\\033]52;c;c2VjcmV0\\007 and more\\n' en; tty; stty size; exit 3\n");
        var end = await tab.SeeEndAsync();
        Assert.Contains("seen and more", tab.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b]52", tab.Shown, StringComparison.Ordinal);
        Assert.Contains("/dev/pts/", tab.Shown, StringComparison.Ordinal);
        Assert.Contains("30 100", tab.Shown, StringComparison.Ordinal);
        Assert.Equal("RemoteDev Gateway: the shell has ended with status 3.", end);

        var opened = house.Traced<StreamOpened>()[^1];
        Assert.Equal(
            ("ada", SshHouse.Place, "openTerminal", "shell", StreamKind.Terminal), (opened.Actor, opened.Place, opened.Action, opened.Asked, opened.Kind));
        var ended = await house.TracedAsync<StreamEnded>(stream => stream.StreamId == opened.StreamId);
        Assert.Equal(3u, ended.ExitStatus);
        Assert.True(ended.BytesIn > 0 && ended.BytesOut > 0);
        Assert.Equal("Clipboard", (await house.TracedAsync<TerminalFiltered>(removal => removal.StreamId == opened.StreamId)).Kind);
        Assert.True((await house.TracedAsync<RecordingEnded>(recording => recording.StreamId == opened.StreamId)).IsWhole);
        Assert.Contains("seen and more", await RecordedAsync(opened), StringComparison.Ordinal);
        var session = await house.TracedAsync<SessionEnded>(one => one.Session == opened.Session);
        Assert.Equal((SessionKind.Ssh, EndReason.Closed), (session.Kind, session.Reason));
    }

    [OpenSshFact("ssh")]
    public async Task Follows_TheSizeOfThePage()
    {
        using var tab = new TerminalTab();
        Assert.True(await tab.OpenAsync(house, TerminalTab.SignIn(house).Cookie));
        await tab.SayAsync("""{"columns":70,"rows":20}""");
        await tab.TypeAsync("stty size\n");
        await tab.SeeAsync("20 70");
    }

    [OpenSshFact("ssh")]
    public async Task Ends_TheSessionWithItsLastTab()
    {
        var (signIn, cookie) = TerminalTab.SignIn(house);
        using var first = new TerminalTab();
        using var second = new TerminalTab();
        Assert.True(await first.OpenAsync(house, cookie));
        await first.TypeAsync("echo a$((1+1))b\n");
        await first.SeeAsync("a2b");
        Assert.True(await second.OpenAsync(house, cookie));
        await second.TypeAsync("exit\n");
        Assert.Equal("RemoteDev Gateway: the shell has ended.", await second.SeeEndAsync());
        await first.TypeAsync("echo c$((2+2))d\n");
        await first.SeeAsync("c4d");
        var session = house.Sessions.Single(one => ReferenceEquals(one.SignIn, signIn));
        await first.TypeAsync("exit\n");
        await first.SeeEndAsync();
        await house.TracedAsync<SessionEnded>(ended => ended.Session == session.Id);
    }

    [OpenSshFact("ssh")]
    public async Task Sends_NoFurtherThanThePageDraws()
    {
        using var tab = new TerminalTab { Draws = false };
        Assert.True(await tab.OpenAsync(house, TerminalTab.SignIn(house).Cookie));
        await tab.TypeAsync("stty -echo; yes 0123456789 | head -c 4000000; echo; echo over\n");
        while (tab.Shown.Length < 512 * 1024)
        {
            Assert.True(await tab.HearAsync());
        }

        // All of it would be 4 MB; what is on its way now is all that comes until the page says that it has drawn.
        var stream = house.Sessions.SelectMany(session => session.Streams()).Single(one => one.BytesOut > 400_000);
        Assert.InRange(stream.BytesOut, 512 * 1024, 1024 * 1024);
        await tab.SayAsync($$"""{"drawn":{{tab.Shown.Length}}}""");
        Assert.True(await tab.HearAsync());
    }

    [OpenSshFact("ssh")]
    public async Task Closes_OnWhatNoPageOfOursSays()
    {
        foreach (var word in (string[])["{", """{"columns":1}""", """{"drawn":99999999}""", """{"run":"ls"}""", "[]", new string(' ', 70_000)])
        {
            using var tab = new TerminalTab();
            Assert.True(await tab.OpenAsync(house, TerminalTab.SignIn(house).Cookie));
            await tab.TypeAsync("echo a$((1+1))b\n");
            await tab.SeeAsync("a2b");
            await tab.SayAsync(word);
            Assert.Null(await tab.SeeEndAsync());
        }
    }

    private async Task<string> RecordedAsync(StreamOpened opened)
    {
        using var reader = house.Get<RecordingShelf>().Open(opened.Session!, opened.StreamId)!;
        var text = new StringBuilder();
        while (await reader.ReadAsync(CancellationToken.None) is { } part)
        {
            text.Append(Encoding.UTF8.GetString(part.Span));
        }

        return text.ToString();
    }
}
