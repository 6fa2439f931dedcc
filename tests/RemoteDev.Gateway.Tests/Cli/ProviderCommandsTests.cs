using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RemoteDev.Cli;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Directories;
using RemoteDev.Gateway.Tests.Api;
using RemoteDev.Gateway.Tests.Identify.Authorities;

namespace RemoteDev.Gateway.Tests.Cli;

public sealed class ProviderCommandsTests
{
    [Fact]
    public async Task Token_IsMadeShownOnceListedAndRevoked()
    {
        using var database = await AuthorityDatabase.SqliteAsync();
        await using var api = await OperatorSocket.SampleAsync(services =>
        {
            services.AddSingleton<IDbContextFactory<AccountContext>>(database);
            services.AddSingleton<DirectoryTokenDesk>();
        });

        var made = await RunAsync(api, "provider", "token", "add", "acme-id", "entra", "--days", "90");
        Assert.Equal((ExitCode.Done, ""), (made.Code, made.Errors));
        Assert.StartsWith(DirectoryTokens.Prefix, made.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, (await RunAsync(api, "provider", "token", "add", "acme-id", "entra")).Code);
        Assert.Equal(ExitCode.Refused, (await RunAsync(api, "provider", "token", "add", "acme-id", "other", "--days", "4000")).Code);

        var listed = await RunAsync(api, "provider", "token", "list", "acme-id");
        Assert.Contains("  entra, made by operator, ends ", listed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(made.Output.Trim(), listed.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await RunAsync(api, "provider", "token", "revoke", "acme-id", "entra")).Code);
        Assert.StartsWith("No token", (await RunAsync(api, "provider", "token", "list", "acme-id")).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, (await RunAsync(api, "provider", "token", "revoke", "acme-id", "entra")).Code);
        Assert.Equal(ExitCode.Refused, (await RunAsync(api, "provider", "token", "list", "nobody")).Code);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(OperatorSocket api, params string[] arguments)
    {
        await using StringWriter output = new(), errors = new();
        var code = await RemoteDevProgram.RunAsync([.. arguments, "--gateway", $"unix:{api.Path}"], output, errors, _ => null);
        return (code, output.ToString(), errors.ToString());
    }
}
