using System.Text;
using Microsoft.AspNetCore.Http;
using RemoteDev.Gateway.Doors.Git;

namespace RemoteDev.Gateway.Tests.Doors.Git;

public sealed class BasicCredentialsTests
{
    [Theory]
    [InlineData("ada:rdg_secret", "ada", "rdg_secret")]
    [InlineData("environment:payments-ide:secret", "environment:payments-ide", "secret")]
    [InlineData("ada:", "ada", "")]
    public void Reads_WhatGitSends(string sent, string user, string secret)
    {
        Assert.True(BasicCredentials.TryRead(Request(Basic(sent)), out var credentials));
        Assert.Equal(user, credentials.User);
        Assert.Equal(secret, credentials.Secret);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    [InlineData("Basic YWRh")]
    [InlineData("Basic OnNlY3JldA==")]
    [InlineData("Basic YWRhOnNlY3JldA")]
    [InlineData("Basic !!!!")]
    [InlineData("Bearer YWRhOnNlY3JldA==")]
    public void Refuses_WhatIsNotWellFormed(string header) => Assert.False(BasicCredentials.TryRead(Request(header), out _));

    [Fact]
    public void Refuses_TwoHeaders() => Assert.False(BasicCredentials.TryRead(Request(Basic("ada:a"), Basic("eve:b")), out _));

    [Fact]
    public void Refuses_AHeaderThatIsTooLong() => Assert.False(BasicCredentials.TryRead(Request(Basic("ada:" + new string('a', 900))), out _));

    [Fact]
    public void NeverPrintsTheSecret()
    {
        Assert.True(BasicCredentials.TryRead(Request(Basic("ada:rdg_secret")), out var credentials));
        Assert.DoesNotContain("rdg_secret", credentials.ToString(), StringComparison.Ordinal);
    }

    private static string Basic(string text) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static HttpRequest Request(params string[] headers)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Authorization = headers;
        return request;
    }
}
