using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using RemoteDev.Journeys.Tests.House;
using Xunit.Abstractions;

namespace RemoteDev.Journeys.Tests.Git;

/// <summary>
/// The source cannot be cloned from outside, by a stranger or by somebody who works on it, and git says why. The same server hands it
/// out to whoever reaches it without the gateway (ClientNetworkTests).
/// </summary>
[Collection(OneHouse.Name)]
public sealed partial class RefusedCloneTests(ClientHouse house, ITestOutputHelper output) : Journey(house, output)
{
    [Theory]
    [InlineData("", "")]
    [InlineData("ada", "not-her-password")]
    [InlineData("ada", "rdg_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("environment:payments-ide", "not-its-secret")]
    [InlineData("nobody", "nothing")]
    public Task Clone_WithoutItsOwnCredential_IsRefused(string user, string secret) => TellAsync(async () =>
    {
        var said = await RefusedCloneAsync(user, secret);
        Assert.Matches("Authentication failed|could not read Username|terminal prompts disabled", said);
    });

    [Fact]
    public Task Clone_WithThePersonsOwnAccessToken_IsRefusedWithTheReason() => TellAsync(async () =>
    {
        var ada = await House.SignedInAsync(House.Ada);
        await ada.OpenIdeAsync();
        var mark = House.Gateway.Trace.Mark();
        var token = await MakeTokenAsync(ada);

        var clone = await RefusedCloneAsync("ada", token);
        var fetch = await InsideShell.GitOutside("ls-remote", WithCredentials("ada", token)).RunAsync();

        Assert.Contains("Source stays inside", clone, StringComparison.Ordinal);
        Assert.Contains("Source stays inside", fetch.Said, StringComparison.Ordinal);
        Assert.NotEqual(0, fetch.ExitCode);
        var refused = await House.Gateway.Trace.AwaitAsync(mark, "access.refused", one => TraceOnDisk.Text(one, "code") == "Denied");
        Assert.Equal("ada", TraceOnDisk.Text(refused, "actor"));
        Assert.Equal("gitFetch", TraceOnDisk.Text(refused, "action"));
        Assert.Equal(["nothing-leaves"], refused.GetProperty("policies").EnumerateArray().Select(policy => policy.GetString()), StringComparer.Ordinal);
    });

    [Fact]
    public Task EveryOtherWayToRead_IsRefusedAlike() => TellAsync(async () =>
    {
        var ada = await House.SignedInAsync(House.Ada);
        var token = await MakeTokenAsync(ada);
        string[] paths =
        [
            "payments/app.git/info/refs", "payments/app.git/HEAD", "payments/app.git/objects/info/packs", "payments/app.git/packed-refs",
            "payments/app.git/config", "payments/app.git/objects/info/alternates", "payments/app.git/info/lfs/objects/0",
            "payments/app.git/info/refs?service=git-upload-pack&service=git-receive-pack",
            "payments/app.git/snapshot/main.tar.gz", "payments/app.git/archive/main.zip", "payments/app/snapshot/main.zip",
            "gitweb", "gitweb?p=payments/app.git;a=snapshot;h=HEAD;sf=tgz", "gitweb/payments/app.git/blob_plain/HEAD:/README.md",
            "cgit/payments/app.git/plain/README.md", "dumb/payments/app.git/HEAD",
        ];
        using var outsider = new Outsider();
        foreach (var credentials in new[] { "", Basic("ada", token) })
        {
            foreach (var path in paths)
            {
                var answer = await outsider.GetAsync(new Uri(House.Gateway.Git, path), ("Authorization", credentials));
                Assert.True(answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound, $"{path}: {(int)answer.Status} {answer.Body}");
                Assert.DoesNotMatch(Source(), answer.Body);
            }
        }
    });

    [Fact]
    public Task LargeFiles_AreRefusedInTheirOwnProtocol() => TellAsync(async () =>
    {
        var ada = await House.SignedInAsync(House.Ada);
        var token = await MakeTokenAsync(ada);
        using var outsider = new Outsider();
        var answer = await outsider.SendAsync(
            HttpMethod.Post,
            new Uri(House.Gateway.Git, "payments/app.git/info/lfs/objects/batch"),
            ("Authorization", Basic("ada", token)),
            ("Accept", "application/vnd.git-lfs+json"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("Source stays inside", answer.Body, StringComparison.Ordinal);
        Assert.Contains("\"message\"", answer.Body, StringComparison.Ordinal);
    });

    /// <summary>What hands out source or names of it.</summary>
    [GeneratedRegex("refs/heads/|must not leave|pack-[0-9a-f]{40}|\"href\"", RegexOptions.None, 1000)]
    private static partial Regex Source();

    private static string Basic(string user, string secret) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}"));

    private async Task<string> MakeTokenAsync(Visitor visitor)
    {
        await visitor.GoAsync("account/tokens");
        await visitor.Page.GetByLabel("Name").FillAsync($"journey {Guid.NewGuid():N}"[..20]);
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Make the token" }).ClickAsync();
        var token = (await visitor.Page.Locator("#access-token").TextContentAsync())!.Trim();
        House.Secrets.Keep("access token", token);
        return token;
    }

    private string WithCredentials(string user, string secret) => user.Length == 0
        ? House.Repository
        : House.Repository.Replace("http://", $"http://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(secret)}@", StringComparison.Ordinal);

    /// <summary>Clones, expects to fail and to have got nothing, and answers with what git printed.</summary>
    private async Task<string> RefusedCloneAsync(string user, string secret)
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var result = await InsideShell.GitOutside("clone", WithCredentials(user, secret), folder).RunAsync();
            Assert.NotEqual(0, result.ExitCode);
            Assert.False(Directory.Exists(Path.Combine(folder, ".git")), result.Said);
            return result.Said;
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
