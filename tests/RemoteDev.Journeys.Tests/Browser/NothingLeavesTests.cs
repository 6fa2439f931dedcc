using System.Net;
using RemoteDev.Journeys.Tests.House;
using RemoteDev.Journeys.Tests.Inside;
using Xunit.Abstractions;

namespace RemoteDev.Journeys.Tests.Browser;

/// <summary>
/// The IDE's ways out, tried with the cookies of a person who is inside and may be: files, ports and tunnels stay closed, and the IDE
/// itself misses nothing.
/// </summary>
[Collection(OneHouse.Name)]
public sealed class NothingLeavesTests(ClientHouse house, ITestOutputHelper output) : Journey(house, output)
{
    [Fact]
    public Task Ide_IsRefusedNothingThatItNeeds() => TellAsync(async () =>
    {
        var ada = await House.SignedInAsync(House.Ada);
        var ide = await ada.OpenIdeAsync();
        await ide.OpenFileAsync("money.ts");

        // vsda is a part of Microsoft's own build, which code-server asks itself for in vain.
        Assert.DoesNotContain(ada.Console, line => line.StartsWith("refused:", StringComparison.Ordinal) && !line.Contains("/vsda/", StringComparison.Ordinal));
        Assert.DoesNotContain(ada.Console, line => line.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(2, (await ide.OpenSocketsAsync()).Count);
    });

    [Fact]
    public Task Files_AreNotServed() => TellAsync(async () =>
    {
        var ada = await House.SignedInAsync(House.Ada);
        await ada.OpenIdeAsync();
        var root = await ServerRootAsync(ada);
        var source = Path.Combine(House.Inside.Workspace, "src", "money.ts");
        var extension = Path.Combine(RequiredParts.CodeServer, "lib", "vscode", "extensions", "theme-seti", "icons", "seti.woff");

        await RefusesAsync(ada, "vscode-remote-resource?path=/etc/passwd", "root:");
        await RefusesAsync(ada, $"{root}/vscode-remote-resource?path=/etc/passwd", "root:");
        await RefusesAsync(ada, $"{root}/vscode-remote-resource?path={source}", "minor");
        await RefusesAsync(ada, $"vscode-remote-resource?path={extension}/../../../../../../../../../../../../../../etc/passwd", "root:");
        await RefusesAsync(ada, $"vscode-remote-resource?path={extension}&path=/etc/passwd", "root:");
        await RefusesAsync(ada, "?folder=/etc", "workbench");

        // The same route serves the IDE's own parts, so that what was refused above was the file and not the route.
        using var outsider = new Outsider();
        var own = await outsider.GetAsync(new Uri(House.Ide, $"{root}/vscode-remote-resource?path={extension}"), await CookieAsync(ada));
        Assert.Equal(HttpStatusCode.OK, own.Status);
    });

    [Fact]
    public Task Ports_AreNotForwarded() => TellAsync(async () =>
    {
        var ada = await House.SignedInAsync(House.Ada);
        await ada.OpenIdeAsync();
        await RefusesAsync(ada, $"proxy/{House.Inside.Git.Port}/gitweb", "payments");
        await RefusesAsync(ada, $"absproxy/{House.Inside.Git.Port}/gitweb", "payments");
        await RefusesAsync(ada, $"proxy/{House.Inside.Git.Port}/payments/app.git/HEAD", "ref:");
    });

    [Fact]
    public Task WithoutTheCookie_NothingOpens() => TellAsync(async () =>
    {
        using var outsider = new Outsider();
        var page = await outsider.GetAsync(House.Ide);
        var navigation = await outsider.GetAsync(House.Ide, ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"));
        var (socket, status) = await outsider.ConnectAsync(SocketAddress("stable-0123456789012345678901234567890123456789"));

        Assert.Null(socket);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal(HttpStatusCode.Unauthorized, page.Status);
        Assert.DoesNotContain("workbench", page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("/.remotedev/start", navigation.Location, StringComparison.Ordinal);
    });

    [Fact]
    public Task Sockets_OpenForTheIdeAlone() => TellAsync(async () =>
    {
        var ada = await House.SignedInAsync(House.Ada);
        await ada.OpenIdeAsync();
        using var outsider = new Outsider();
        var address = SocketAddress(await ServerRootAsync(ada));
        var cookie = await CookieAsync(ada);
        var origin = House.Ide.GetLeftPart(UriPartial.Authority);

        await RefusesSocketAsync(outsider, address, cookie, ("Origin", "https://elsewhere.example"));
        await RefusesSocketAsync(outsider, address, cookie, ("Origin", House.Gateway.Portal.GetLeftPart(UriPartial.Authority)));
        await RefusesSocketAsync(outsider, address, cookie, ("Origin", "null"));
        await RefusesSocketAsync(outsider, new Uri(address.AbsoluteUri.Replace("skipWebSocketFrames=false", "skipWebSocketFrames=true", StringComparison.Ordinal)), cookie, ("Origin", origin));
        var (own, _) = await outsider.ConnectAsync(address, cookie, ("Origin", origin));
        Assert.NotNull(own);
        own.Dispose();
    });

    [Fact]
    public Task Tunnels_AreCutBeforeTheyReachInside() => TellAsync(async () =>
    {
        var ada = await House.SignedInAsync(House.Ada);
        await ada.OpenIdeAsync();
        var mark = House.Gateway.Trace.Mark();
        using var outsider = new Outsider();
        var address = SocketAddress(await ServerRootAsync(ada));
        var headers = new[] { await CookieAsync(ada), ("Origin", House.Ide.GetLeftPart(UriPartial.Authority)) };

        Assert.True(await VsCodeHandshake.IsAnsweredAsync((await outsider.ConnectAsync(address, headers)).Socket, connectionType: 1));
        Assert.False(await VsCodeHandshake.IsAnsweredAsync((await outsider.ConnectAsync(address, headers)).Socket, connectionType: 3));
        Assert.False(await VsCodeHandshake.IsAnsweredAsync((await outsider.ConnectAsync(address, headers)).Socket, connectionType: 4));
        var refused = await House.Gateway.Trace.AwaitAsync(mark, "access.refused", one => TraceOnDisk.Text(one, "action") == "forwardPort");
        Assert.Equal("NotContained", TraceOnDisk.Text(refused, "code"));
    });

    private static async Task RefusesSocketAsync(Outsider outsider, Uri address, params (string Name, string Value)[] headers)
    {
        var (socket, status) = await outsider.ConnectAsync(address, headers);
        using (socket)
        {
            Assert.Null(socket);
            Assert.Equal(HttpStatusCode.Forbidden, status);
        }
    }

    /// <summary>Refused by the gateway's own status and words, and served inside: the route works, and what stops it is the gateway.</summary>
    private async Task RefusesAsync(Visitor visitor, string path, string served)
    {
        using var outsider = new Outsider();
        var answer = await outsider.GetAsync(new Uri(House.Ide, path), await CookieAsync(visitor));
        Assert.True(answer.Status is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest, $"{path}: {(int)answer.Status} {answer.Body}");
        Assert.DoesNotContain(served, answer.Body, StringComparison.Ordinal);
        Assert.NotEmpty(answer.Body.Trim());
    }

    private async Task<(string Name, string Value)> CookieAsync(Visitor visitor) => ("Cookie", await visitor.CookiesAsync(House.Ide));

    /// <summary>The address under which this build of the IDE keeps its server: <c>stable-{commit}</c>.</summary>
    private static async Task<string> ServerRootAsync(Visitor visitor)
    {
        var sockets = await SocketLog.ReadAsync(visitor.Page);
        return new Uri(sockets[0].Url).AbsolutePath.Trim('/');
    }

    private Uri SocketAddress(string root) => new(
        $"ws://{House.Ide.Authority}/{root}?reconnectionToken={Guid.NewGuid()}&reconnection=false&skipWebSocketFrames=false");
}
