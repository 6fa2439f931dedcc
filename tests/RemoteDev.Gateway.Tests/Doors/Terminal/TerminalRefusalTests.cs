using System.Globalization;
using System.Net;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Doors.Ssh;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Tests.Doors.Terminal;

/// <summary>What keeps a browser's terminal shut, and what ends one that is open.</summary>
public sealed class TerminalRefusalTests(SshHouse house) : IClassFixture<SshHouse>
{
    [OpenSshFact("ssh")]
    public async Task Opens_ToNobodyWithoutASignInAndItsSecondFactor()
    {
        using var stranger = new TerminalTab();
        Assert.False(await stranger.OpenAsync(house, cookie: null));
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.Status);
        using var half = new TerminalTab();
        Assert.False(await half.OpenAsync(house, TerminalTab.SignIn(house, withFactor: false).Cookie));
        Assert.Equal(HttpStatusCode.Forbidden, half.Status);
        Assert.Empty(house.Sessions);
    }

    [OpenSshFact("ssh")]
    public async Task Opens_ToNoPageOfAnotherOrigin()
    {
        foreach (var origin in (string?[])[null, "http://payments-ide.remotedev.localhost:8443", "https://remotedev.localhost:8443", "null"])
        {
            using var tab = new TerminalTab();
            Assert.False(await tab.OpenAsync(house, TerminalTab.SignIn(house).Cookie, origin));
            Assert.Equal(HttpStatusCode.Forbidden, tab.Status);
        }

        Assert.Equal((RefusalCode.CrossOrigin, Door.Portal), (await house.TracedAsync<AccessRefused>(one => one.Code == RefusalCode.CrossOrigin)) is { } refused ? (refused.Code, refused.Door) : default);
    }

    [OpenSshFact("ssh")]
    public async Task Says_WhyNot()
    {
        Assert.Contains("no environment of that name", await EndOfAsync("nowhere"), StringComparison.Ordinal);
        try
        {
            await house.PermitAsync("runCommand");
            Assert.StartsWith("RemoteDev Gateway: ", await EndOfAsync(), StringComparison.Ordinal);
            var refused = await house.TracedAsync<AccessRefused>(one => one.Room == "Authorize" && one.Place == SshHouse.Place);
            Assert.Equal((Door.Portal, "openTerminal"), (refused.Door, refused.Action));
            await house.PermitAsync(SshHouse.Everything);
            await CloseUntilLaterAsync();
            Assert.Contains("pens ", await EndOfAsync(), StringComparison.Ordinal);
        }
        finally
        {
            await house.PermitAsync(SshHouse.Everything);
            await house.OpenWindowAsync(open: true);
        }
    }

    [OpenSshFact("ssh")]
    public async Task Opens_NothingThatCannotBeRecorded()
    {
        var shelf = house.Path("data/recordings");
        var aside = house.Path("data/recordings-aside");
        Directory.Move(shelf, aside);
        await File.WriteAllTextAsync(shelf, "");
        try
        {
            Assert.Contains("cannot record", await EndOfAsync(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(shelf);
            Directory.Move(aside, shelf);
        }
    }

    [OpenSshFact("ssh")]
    public async Task Cuts_WhenPolicyChanges()
    {
        using var tab = await WorkingAsync(TerminalTab.SignIn(house).Cookie);
        try
        {
            await house.PermitAsync("runCommand");
            Assert.StartsWith("RemoteDev Gateway: ", await tab.SeeEndAsync(), StringComparison.Ordinal);
            Assert.Equal(EndReason.PolicyChanged, (await EndedAsync()).Reason);
        }
        finally
        {
            await house.PermitAsync(SshHouse.Everything);
        }
    }

    [OpenSshFact("ssh")]
    public async Task Cuts_WhenTheWindowCloses()
    {
        using var tab = await WorkingAsync(TerminalTab.SignIn(house).Cookie);
        try
        {
            await CloseUntilLaterAsync();
            Assert.Contains("pens ", await tab.SeeEndAsync(), StringComparison.Ordinal);
        }
        finally
        {
            await house.OpenWindowAsync(open: true);
        }
    }

    // pomerium#1279: signing out cuts a WebSocket.
    [OpenSshFact("ssh")]
    public async Task Cuts_WhenThePersonSignsOut()
    {
        var (signIn, cookie) = TerminalTab.SignIn(house);
        using var tab = await WorkingAsync(cookie);
        house.Get<SignInSessions>().End(signIn, EndReason.SignedOut);
        Assert.Contains("signed out", await tab.SeeEndAsync(), StringComparison.Ordinal);
    }

    [OpenSshFact("ssh")]
    public async Task Cuts_AndRefusesASuspendedPerson()
    {
        var cookie = TerminalTab.SignIn(house).Cookie;
        using var tab = await WorkingAsync(cookie);
        await house.EditAsync(new CatalogEdit.SetSuspended("ada", true, "a test"));
        try
        {
            Assert.NotNull(await tab.SeeEndAsync());
            using var again = new TerminalTab();
            Assert.False(await again.OpenAsync(house, cookie));
        }
        finally
        {
            await house.EditAsync(new CatalogEdit.SetSuspended("ada", false, "a test"));
        }
    }

    [OpenSshFact("ssh")]
    public async Task Cuts_WhatIsMoreThanMayLeave()
    {
        await house.PermitAsync("""@egress("4KiB/session")""", SshHouse.Everything);
        try
        {
            using var tab = await WorkingAsync(TerminalTab.SignIn(house).Cookie);
            await tab.TypeAsync("yes | head -c 100000\n");
            Assert.Contains("budget", await tab.SeeEndAsync(), StringComparison.Ordinal);
            Assert.InRange(tab.Shown.Length, 1, 4096);
        }
        finally
        {
            await house.PermitAsync(SshHouse.Everything);
        }
    }

    /// <summary>The window is closed, and opens in two days.</summary>
    private Task CloseUntilLaterAsync() => house.EditAsync(new CatalogEdit.PutWindow(new WindowText
    {
        Name = "office",
        Zone = "Africa/Lagos",
        Openings = [new DateText(DateTime.UtcNow.AddDays(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))],
    }));

    private async Task<TerminalTab> WorkingAsync(string cookie)
    {
        var tab = new TerminalTab();
        Assert.True(await tab.OpenAsync(house, cookie));
        await tab.TypeAsync("echo a$((1+1))b\n");
        await tab.SeeAsync("a2b");
        return tab;
    }

    private async Task<string?> EndOfAsync(string place = SshHouse.Place)
    {
        using var tab = new TerminalTab();
        Assert.True(await tab.OpenAsync(house, TerminalTab.SignIn(house).Cookie, place: place));
        return await tab.SeeEndAsync();
    }

    private async Task<StreamEnded> EndedAsync()
    {
        var opened = house.Traced<StreamOpened>()[^1];
        return await house.TracedAsync<StreamEnded>(stream => stream.StreamId == opened.StreamId);
    }
}
