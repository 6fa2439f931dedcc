using Microsoft.AspNetCore.Http;
using RemoteDev.Gateway.Console.Access;

namespace RemoteDev.Gateway.Tests.Console.Access;

public sealed class SameOriginTests
{
    [Theory]
    [InlineData("POST", "cross-site", null)]
    [InlineData("POST", "same-site", null)]
    [InlineData("POST", "none", null)]
    [InlineData("POST", "cross-site", "https://dev.example.com")]
    [InlineData("POST", null, "https://payments-ide.dev.example.com")]
    [InlineData("POST", null, "http://dev.example.com")]
    [InlineData("POST", null, "null")]
    [InlineData("POST", null, null)]
    [InlineData("DELETE", null, null)]
    [InlineData("POST", "same-origin,cross-site", null)]
    public void Refuses_WhatAnotherPageSent(string method, string? site, string? origin) => Assert.False(SameOrigin.Holds(Request(method, site, origin)));

    [Theory]
    [InlineData("POST", "same-origin", null)]
    [InlineData("POST", "same-origin", "https://dev.example.com")]
    [InlineData("POST", null, "https://dev.example.com")]
    [InlineData("GET", "none", null)]
    [InlineData("GET", null, null)]
    public void Accepts_WhatOurPageSent(string method, string? site, string? origin) => Assert.True(SameOrigin.Holds(Request(method, site, origin)));

    private static HttpRequest Request(string method, string? site, string? origin)
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Scheme, request.Host) = (method, "https", new HostString("dev.example.com"));
        if (site is not null)
        {
            request.Headers["Sec-Fetch-Site"] = site;
        }

        if (origin is not null)
        {
            request.Headers.Origin = origin;
        }

        return request;
    }
}
