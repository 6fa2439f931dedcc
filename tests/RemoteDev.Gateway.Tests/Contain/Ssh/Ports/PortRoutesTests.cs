using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Ssh.Ports;

namespace RemoteDev.Gateway.Tests.Contain.Ssh.Ports;

public sealed class PortRoutesTests
{
    private static readonly EnvironmentEntry Environment = new(
        "vm", "payments", "VM", "ssh", "internal", new Uri("ssh://127.0.0.1:22"), null, ["/opt/ide/extensions"], []);

    [Theory]
    [InlineData("/vscode-remote-resource?path=%2Fetc%2Fpasswd&tkn=x", "download", "/etc/passwd")]
    [InlineData("/stable-0123456789012345678901234567890123456789/vscode-remote-resource?path=/a", "download", "/a")]
    [InlineData("/x/../vscode-remote-resource?path=/a", "download", "/a")]
    [InlineData("/vscode-remote-resource?path=/opt/ide/extensions/icons/a.svg", "browse", null)]
    [InlineData("/src/main.js?path=/etc/passwd", "browse", null)]
    [InlineData("/proxy/8080/a", "forwardPort", null)]
    [InlineData("/ABSproxy/8080", "forwardPort", null)]
    [InlineData("/proxy/settings", "browse", null)]
    [InlineData("/", "browse", null)]
    public void Says_WhatARequestAmountsTo(string target, string action, string? detail)
    {
        var verdict = PortRoutes.Judge(Environment, Request(target));
        Assert.Equal((action, detail), (verdict.Action, verdict.Detail));
        Assert.Equal(action == "forwardPort" ? 8080 : null, verdict.Port);
    }

    [Theory]
    [InlineData("/vscode-remote-resource?path=/opt/ide/extensions/../../../etc/passwd")]
    [InlineData("/vscode-remote-resource?path=/opt/ide/extensions/a&path=/etc/passwd")]
    [InlineData("/vscode-remote-resource?p%61th=/etc/passwd")]
    [InlineData("/vscode-remote-resource?path=%252Fetc")]
    [InlineData("/vscode-remote-resource")]
    [InlineData("/proxy/80%380/")]
    [InlineData("/proxy/../proxy/8080/")]
    public void Refuses_WhatHasTwoReadings(string target) => Assert.True(PortRoutes.Judge(Environment, Request(target)).IsRefused(out _));

    private static RequestLine Request(string target) => RequestLine.Read(PortRun.Text($"GET {target} HTTP/1.1"));
}
