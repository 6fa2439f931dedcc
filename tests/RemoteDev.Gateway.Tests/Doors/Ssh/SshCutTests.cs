using System.Text.RegularExpressions;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Doors.Terminal;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>
/// Every way, with bytes that move on it, against every reason for which it ends: it is cut, the person reads the browser's words, nothing
/// moves any more, and the trace has it.
/// </summary>
public sealed class SshCutTests(SshHouse house) : IClassFixture<SshHouse>, IAsyncLifetime
{
    public static TheoryData<string> Ways => [.. SshLongWay.All.Keys];

    public async Task InitializeAsync()
    {
        await house.OpenWindowAsync(open: true);
        await house.PermitAsync(SshHouse.Generous, SshHouse.Everything);
        house.Remember();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Cuts_WhatWasRevoked(string way)
    {
        var action = SshLongWay.All[way].Action;
        await using var open = await OpenWay.MovingAsync(house, SshLongWay.All[way]);
        await house.PermitAsync(SshHouse.Generous, [.. SshHouse.Everything.Where(other => other != action)]);
        await EndsAsync(open, EndReason.PolicyChanged, house.Words(action));
    }

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Cuts_WhenTheWindowCloses(string way)
    {
        await using var open = await OpenWay.MovingAsync(house, SshLongWay.All[way]);
        await house.OpenWindowAsync(open: false);

        // The session stands on the first action that was permitted; it ends whole, in that one's words.
        await EndsAsync(open, EndReason.WindowClosed, house.Words(SshLongWay.All[way].First));
    }

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Cuts_WhoeverIsSuspended(string way)
    {
        await using var open = await OpenWay.MovingAsync(house, SshLongWay.All[way]);
        await house.EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: true, "Test."));
        try
        {
            await EndsAsync(open, EndReason.Suspended, "Your access is suspended.");
        }
        finally
        {
            await house.EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: false, "Test."));
        }
    }

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Cuts_WhatSecurityEnds(string way)
    {
        await using var open = await OpenWay.MovingAsync(house, SshLongWay.All[way]);
        var session = open.Stream.Permitted.Session;
        Assert.True(house.Get<LiveSessions>().End(session.Id, EndReason.EndedByAdmin, SessionEndings.ByAdmin("That was enough."), "ines"));
        await EndsAsync(open, EndReason.EndedByAdmin, "An administrator ended this session: That was enough.");
        var ended = await house.TracedAsync<SessionEnded>(one => one.Session == session.Id);
        Assert.Equal(("ines", EndReason.EndedByAdmin), (ended.Actor, ended.Reason));
    }

    [OpenSshTheory("sftp")]
    [InlineData("exec")]
    [InlineData("terminal")]
    [InlineData("sftp")]
    [InlineData("-L")]
    [InlineData("-J")]
    [InlineData(SshWay.GitDoor)]
    [InlineData(SshWay.Browser)]
    public async Task Cuts_WhatItsPersonEndsFromAnotherBrowser(string way)
    {
        await using var open = await OpenWay.MovingAsync(house, SshLongWay.All[way]);
        var (signIn, cookie) = TerminalTab.SignIn(house);
        await PressAsync(cookie, "/account", "/account?handler=EndOthers");
        await EndsAsync(open, EndReason.SignedOut, "signed out");
        Assert.False(signIn.HasEnded);
    }

    // An SSH connection is a sign-in of its own, which the list of sign-ins names.
    [OpenSshFact("ssh")]
    public async Task Cuts_TheOneThatItsPersonEndsInTheList()
    {
        await using var one = await OpenWay.MovingAsync(house, SshLongWay.All["exec"]);
        await using var other = await OpenWay.MovingAsync(house, SshLongWay.All["exec"]);
        var (_, cookie) = TerminalTab.SignIn(house);
        await PressAsync(cookie, "/account", "/account?handler=EndSignIn", ("id", one.Stream.Permitted.Session.SignIn.Id));
        await EndsAsync(one, EndReason.SignedOut, "signed out");
        Assert.False(other.Stream.IsCut);
    }

    [OpenSshFact("ssh")]
    public async Task Cuts_TheBrowsersTerminal_WhenItSignsOut_AndLeavesTheKeysConnection()
    {
        await using var terminal = await OpenWay.MovingAsync(house, SshLongWay.All[SshWay.Browser]);
        await using var native = await OpenWay.MovingAsync(house, SshLongWay.All["exec"]);
        await PressAsync(house.Cookie, "/account", "/signout");
        await EndsAsync(terminal, EndReason.SignedOut, "signed out");
        Assert.False(native.Stream.IsCut);
    }

    /// <summary>Presses a button of a page, as a browser would that holds this cookie.</summary>
    private async Task PressAsync(string cookie, string page, string button, params (string Name, string Value)[] fields)
    {
        using var shown = await house.AskAsync(HttpMethod.Get, SshHouse.Portal, page, null, ("Cookie", $"__Host-rd={cookie}"));
        Assert.Equal(System.Net.HttpStatusCode.OK, shown.StatusCode);
        var text = await shown.Content.ReadAsStringAsync();
        var form = Regex.Match(text, "name=\"_form\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["token"].Value;
        var cookies = shown.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(one => one.Split(';')[0]) : [];
        using var content = new FormUrlEncodedContent([new("_form", form), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        using var answer = await house.AskAsync(
            HttpMethod.Post, SshHouse.Portal, button, content, ("Cookie", string.Join("; ", cookies.Prepend($"__Host-rd={cookie}"))), ("Sec-Fetch-Site", "same-origin"));
        Assert.True(answer.Headers.Location is not null, await answer.Content.ReadAsStringAsync());
    }

    [OpenSshFact("ssh")]
    public async Task Ends_AConnectionThatOnlyHoldsAPort()
    {
        await using var ssh = RunningProgram.Start("ssh", [.. house.Options("-p"), "-N", "-R", "0:127.0.0.1:9", $"{SshHouse.Place}@127.0.0.1"]);
        Assert.True(await ssh.SaysAsync("Allocated port"), ssh.Said);
        await house.OpenWindowAsync(open: false);
        var (_, said) = await ssh.EndAsync();
        Assert.Contains(house.Words("reverseForward"), said, StringComparison.Ordinal);
    }

    private async Task EndsAsync(OpenWay open, EndReason reason, string words)
    {
        var (code, said) = await open.EndAsync();
        Assert.NotEqual(0, code);
        Assert.Contains(words, said.ReplaceLineEndings(" "), StringComparison.Ordinal);
        var ended = await house.TracedAsync<StreamEnded>(one => one.StreamId == open.Stream.Id);
        Assert.Equal(reason, ended.Reason);
        Assert.Equal((ended.BytesIn, ended.BytesOut), (open.Stream.BytesIn, open.Stream.BytesOut));
    }
}
