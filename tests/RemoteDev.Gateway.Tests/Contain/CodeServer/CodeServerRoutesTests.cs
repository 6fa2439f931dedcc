using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.CodeServer;
using RemoteDev.Gateway.Contain.Http;

namespace RemoteDev.Gateway.Tests.Contain.CodeServer;

public sealed class CodeServerRoutesTests
{
    private const string Root = "/stable-53c2f3253bcf32886706fc023e794bbeb253c90f";
    private const string Token = "36b24749-6050-4dc6-b532-820bde1a754f";

    private static readonly EnvironmentEntry Ide = new(
        "ide", "payments", "IDE", "code-server", "internal", new Uri("http://127.0.0.1:9"), "/srv/app",
        ["/opt/code/lib/vscode/extensions", "/home/dev/.ext/"], []);

    [Theory]
    [InlineData("GET", "/", "?folder=/srv/app")]
    [InlineData("GET", "/", "?folder=%2Fsrv%2Fapp%2Fsub&ew=true")]
    [InlineData("GET", "/", "?ew=true")]
    [InlineData("GET", "/", "?workspace=/srv/app/a.code-workspace")]
    [InlineData("GET", "/", "?folder=/srv/app&payload=%5B%5B%22openFile%22%2C%22vscode-remote%3A%2F%2Fh%3A1%2Fsrv%2Fapp%2Fa.c%22%5D%5D")]
    [InlineData("GET", Root + "/static/out/vs/workbench.js", "")]
    [InlineData("GET", "/_static/src/browser/media/favicon.ico", "")]
    [InlineData("HEAD", "/manifest.json", "")]
    [InlineData("GET", "/update/check", "")]
    [InlineData("GET", "/healthz", "")]
    [InlineData("POST", "/mint-key", "")]
    [InlineData("POST", "/login", "")]
    [InlineData("GET", Root + "/web-extension-resource/x", "")]
    [InlineData("GET", "/vscode-remote-resource", "?path=/opt/code/lib/vscode/extensions/git/icon.png")]
    [InlineData("GET", Root + "/vscode-remote-resource", "?path=%2Fhome%2Fdev%2F.ext%2Fa%2Fb.js&tkn=t")]
    public void Browses(string method, string path, string query) =>
        Assert.Equal("browse", CodeServerRoutes.Judge(Ide, method, path, query, upgrade: false).Action);

    [Theory]
    [InlineData("GET", "/anything", "")]
    [InlineData("GET", "/Proxy/8080/", "")]
    [InlineData("GET", "//proxy/8080/", "")]
    [InlineData("GET", "/proxy/", "")]
    [InlineData("GET", "/proxy/08080/", "")]
    [InlineData("GET", "/proxy/0/", "")]
    [InlineData("GET", "/proxy/65536/", "")]
    [InlineData("GET", "/proxy/+80/", "")]
    [InlineData("GET", "/stable-53c2/static/x", "")]
    [InlineData("GET", "/stable-53C2F3253BCF32886706FC023E794BBEB253C90F/static/x", "")]
    [InlineData("GET", "/beta-53c2f3253bcf32886706fc023e794bbeb253c90f/static/x", "")]
    [InlineData("GET", Root, "")]
    [InlineData("GET", Root + "/", "")]
    [InlineData("GET", Root + "/proxy/8080/", "")]
    [InlineData("GET", Root + "/mint-key", "")]
    [InlineData("POST", "/", "")]
    [InlineData("DELETE", "/healthz", "")]
    [InlineData("PUT", Root + "/static/x", "")]
    [InlineData("POST", "/vscode-remote-resource", "?path=/opt/code/lib/vscode/extensions/a")]
    [InlineData("GET", "/", "?folder=/etc")]
    [InlineData("GET", "/", "?folder=/srv/apple")]
    [InlineData("GET", "/", "?folder=/srv/app/../../etc")]
    [InlineData("GET", "/", "?folder=/srv/app&folder=/etc")]
    [InlineData("GET", "/", "?folder=%252Fetc")]
    [InlineData("GET", "/", "?f%6flder=/etc")]
    [InlineData("GET", "/", "?workspace=/etc/a.code-workspace")]
    [InlineData("GET", "/", "?extensionDevelopmentPath=/tmp/x")]
    [InlineData("GET", "/", "?ew=true&payload=%5B%5B%22extensionDevelopmentPath%22%2C%22x%22%5D%5D")]
    [InlineData("GET", "/", "?ew=true&payload=%5B%5B%22openFile%22%2C%22vscode-remote%3A%2F%2Fh%2Fetc%2Fpasswd%22%5D%5D")]
    [InlineData("GET", "/", "?ew=true&payload=nonsense")]
    public void Refuses_WhatIsNotListed(string method, string path, string query) =>
        Assert.True(CodeServerRoutes.Judge(Ide, method, path, query, upgrade: false).IsRefused(out _));

    [Theory]
    [InlineData("?path=/etc/passwd")]
    [InlineData("?path=/srv/app/Program.cs&tkn=")]
    [InlineData("?path=%2Fopt%2Fcode%2Flib%2Fvscode%2Fextensions-evil%2Fa")]
    [InlineData("?path=/opt/code/lib/vscode/extension")]
    [InlineData("?path=/OPT/code/lib/vscode/extensions/a")]
    public void RemoteResource_ElsewhereIsADownload(string query)
    {
        foreach (var path in (string[])["/vscode-remote-resource", Root + "/vscode-remote-resource"])
        {
            var verdict = CodeServerRoutes.Judge(Ide, "GET", path, query, upgrade: false);
            Assert.Equal("download", verdict.Action);
            Assert.NotNull(verdict.Detail);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("?path=")]
    [InlineData("?path=/opt/code/lib/vscode/extensions/../../../../../etc/passwd")]
    [InlineData("?path=/opt/code/lib/vscode/extensions/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("?path=/opt/code/lib/vscode/extensions/%252e%252e/etc/passwd")]
    [InlineData("?path=/opt/code/lib/vscode/extensions//etc")]
    [InlineData("?path=/opt/code/lib/vscode/extensions/a%5c..%5cb")]
    [InlineData("?path=/opt/code/lib/vscode/extensions/a%00/etc")]
    [InlineData("?path=/opt/code/lib/vscode/extensions/./a")]
    [InlineData("?path=opt/code/lib/vscode/extensions/a")]
    [InlineData("?path=/opt/code/lib/vscode/extensions/a&path=/etc/passwd")]
    [InlineData("?path=/opt/code/lib/vscode/extensions/a&p%61th=/etc/passwd")]
    [InlineData("?path[]=/etc/passwd")]
    [InlineData("?path=/opt/code/lib/vscode/extensions/%ff")]
    [InlineData("?path=/opt/code/lib/vscode/extensions/%zz")]
    [InlineData("?path=/opt/code/lib/vscode/extensions/a/")]
    [InlineData("?path=/opt/code/lib/vscode/extensions/a;path=/etc/passwd&x=1")]
    public void RemoteResource_WithTwoReadings_IsRefused(string query) =>
        Assert.True(CodeServerRoutes.Judge(Ide, "GET", "/vscode-remote-resource", query, upgrade: false).IsRefused(out _));

    [Theory]
    [InlineData("/proxy/8080", 8080, false)]
    [InlineData("/proxy/8080/a/b", 8080, false)]
    [InlineData("/absproxy/6379/", 6379, false)]
    [InlineData("/proxy/8080/ws", 8080, true)]
    public void Ports_AreAnActionOfTheirOwn(string path, int port, bool upgrade)
    {
        var verdict = CodeServerRoutes.Judge(Ide, "GET", path, "", upgrade);

        Assert.Equal("forwardPort", verdict.Action);
        Assert.Equal(port, verdict.Port);
    }

    [Fact]
    public void ThePage_OpensTheWorkspace_WhenNoneIsNamed()
    {
        var verdict = CodeServerRoutes.Judge(Ide, "GET", "/", "", upgrade: false);

        Assert.Equal(RouteKind.Redirect, verdict.Kind);
        Assert.Equal("/?folder=/srv/app", verdict.Detail);
    }

    [Fact]
    public void TheSocket_IsRead() => Assert.Equal(
        RouteKind.CodeServerSocket,
        CodeServerRoutes.Judge(Ide, "GET", Root, $"?reconnectionToken={Token}&reconnection=false&skipWebSocketFrames=false", upgrade: true).Kind);

    [Theory]
    [InlineData(Root, $"?reconnectionToken={Token}&reconnection=false&skipWebSocketFrames=true")]
    [InlineData(Root, $"?reconnectionToken={Token}&reconnection=false")]
    [InlineData(Root, $"?reconnectionToken={Token}&reconnection=false&skipWebSocketFrames=false&skipWebSocketFrames=true")]
    [InlineData(Root, $"?reconnectionToken={Token}&reconnection=false&skipWebSocketFrames=false&skipWebSocketFrame%73=true")]
    [InlineData(Root, $"?reconnectionToken={Token}&reconnection=maybe&skipWebSocketFrames=false")]
    [InlineData(Root, "?reconnectionToken=x&reconnection=false&skipWebSocketFrames=false")]
    [InlineData(Root + "/", $"?reconnectionToken={Token}&reconnection=false&skipWebSocketFrames=false")]
    [InlineData("/", $"?reconnectionToken={Token}&reconnection=false&skipWebSocketFrames=false")]
    [InlineData("/healthz", "")]
    [InlineData(Root + "/static/x", "")]
    public void OtherSockets_AreRefused(string path, string query) =>
        Assert.True(CodeServerRoutes.Judge(Ide, "GET", path, query, upgrade: true).IsRefused(out _));

    [Fact]
    public void AnUnknownKindOfEnvironment_HasNoRoutes() => Assert.True(default(RouteVerdict).IsRefused(out _));
}
