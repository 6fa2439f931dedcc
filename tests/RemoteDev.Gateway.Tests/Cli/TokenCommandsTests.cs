using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RemoteDev.Cli;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Tests.Api;
using RemoteDev.Gateway.Tests.Identify.Authorities;

namespace RemoteDev.Gateway.Tests.Cli;

public sealed class TokenCommandsTests
{
    [Fact]
    public async Task Tokens_AreListedWithoutTheirValues_AndRevoked()
    {
        using var database = await AuthorityDatabase.SqliteAsync();
        await using var api = await OperatorSocket.SampleAsync(services =>
        {
            services.AddSingleton<IDbContextFactory<AccountContext>>(database);
            services.AddSingleton<AccessTokenStore>();
        });
        var hash = Secret.New().Hash.ToString();
        foreach (var holder in (string[])["ada", "ben"])
        {
            Assert.True(await new AccessTokenStore(database).TryAddAsync(RowOf(holder, holder == "ada" ? hash : Secret.New().Hash.ToString()), null, default));
        }

        var all = await RunAsync(api, "token", "list");
        Assert.Contains("id-ada", all.Output, StringComparison.Ordinal);
        Assert.Contains("gitFetch gitPush on project payments within evening", all.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(hash, all.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("id-ada", (await RunAsync(api, "token", "list", "--person", "ben")).Output, StringComparison.Ordinal);
    }

    private static AccessTokenRow RowOf(string holder, string hash) => new()
    {
        Id = "id-" + holder,
        Hash = hash,
        Holder = holder,
        Name = "laptop",
        Actions = "gitFetch gitPush",
        Project = "payments",
        Window = "evening",
        MadeAt = DateTimeOffset.UnixEpoch,
        MadeBy = holder,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddDays(30_000),
    };

    private static async Task<(int Code, string Output, string Errors)> RunAsync(OperatorSocket api, params string[] arguments)
    {
        await using StringWriter output = new(), errors = new();
        var code = await RemoteDevProgram.RunAsync([.. arguments, "--gateway", $"unix:{api.Path}"], output, errors, _ => null);
        return (code, output.ToString(), errors.ToString());
    }
}
