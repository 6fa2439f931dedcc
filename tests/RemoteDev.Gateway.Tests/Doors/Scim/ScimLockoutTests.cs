using System.Net;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Tests.Console;

namespace RemoteDev.Gateway.Tests.Doors.Scim;

/// <summary>Who tries tokens waits, like who tries passwords.</summary>
public sealed class ScimLockoutTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task Counts_WrongTokensByAddress()
    {
        using var dir = await ScimHouse.OpenAsync(host, "locked");
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 40 && !statuses.Contains(HttpStatusCode.TooManyRequests); i++)
        {
            statuses.Add((await dir.SendAsync("GET", "Users", token: "rds_" + Secret.New().Reveal())).Status);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, statuses[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }
}
