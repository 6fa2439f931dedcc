using System.Runtime.Versioning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RemoteDev.Cli;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Ssh;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Contain.Ssh.Connectors;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Identify.Connectors;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Listen.Ssh;
using RemoteDev.Gateway.Tests.Api;
using RemoteDev.Gateway.Tests.Contain.Ssh;
using RemoteDev.Gateway.Tests.Identify.Authorities;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.Cli;

/// <summary>What sets machines up and tries them: one line for a file and nothing beside it, and an exit code that scripts can go by.</summary>
[SupportedOSPlatform("linux")]
public sealed class SshCommandsTests : IAsyncLifetime
{
    private AuthorityDatabase _database = null!;
    private SshAuthorities _authorities = null!;

    public async Task InitializeAsync()
    {
        _database = await AuthorityDatabase.SqliteAsync();
        _authorities = await _database.LoadedAsync();
    }

    public Task DisposeAsync()
    {
        _database.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Authority_IsOneLineForAFile()
    {
        await using var api = await StartAsync("127.0.0.1:0");

        Assert.Equal((ExitCode.Done, TargetLines.Authority(_authorities.TargetAuthority) + "\n", ""), await RunAsync(api, "ssh-authority"));
        Assert.Equal((ExitCode.Done, _authorities.HostAuthority.ToLine() + "\n", ""), await RunAsync(api, "ssh-authority", "host"));
        Assert.Equal(
            (ExitCode.Done, $"@cert-authority [dev.example.com]:2222 {_authorities.HostAuthority.ToLine()}\n", ""),
            await RunAsync(api, "ssh-authority", "known-hosts"));
        Assert.Equal(ExitCode.Usage, (await RunAsync(api, "ssh-authority", "everything")).Code);
    }

    [Fact]
    public async Task Authority_SaysThatThereIsNothingToKnow_WithoutAnAddress()
    {
        await using var api = await StartAsync();

        var run = await RunAsync(api, "ssh-authority", "known-hosts");

        Assert.Equal((ExitCode.Refused, ""), (run.Code, run.Output));
        Assert.Contains("RemoteDev:Ssh:Addresses", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_SaysWhetherTheGatewayGetsIn()
    {
        await using var api = await StartAsync();
        await using var machine = new TargetMachine("devuser", _authorities.TargetAuthority);
        await PutAsync(api, machine.HostKey, machine.Port);

        var run = await RunAsync(api, "environment", "ssh-check", "ledger-vm");

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Errors));
        Assert.Contains(machine.HostKey.Fingerprint, run.Output, StringComparison.Ordinal);
        Assert.Equal("operator/check", machine.KeyId);
    }

    [Fact]
    public async Task Check_SaysWhatIsWrongAndWhatToDo()
    {
        using var other = SshPrivateKey.GenerateEd25519();
        await using var api = await StartAsync();
        await using var machine = new TargetMachine("devuser", _authorities.TargetAuthority);
        await PutAsync(api, other.PublicKey, machine.Port);

        var run = await RunAsync(api, "environment", "ssh-check", "ledger-vm");

        Assert.Equal((ExitCode.Refused, ""), (run.Code, run.Output));
        Assert.Contains("host-key-differs", run.Errors, StringComparison.Ordinal);
        Assert.Contains(machine.HostKey.Fingerprint, run.Errors, StringComparison.Ordinal);
        Assert.Contains("set up anew", run.Errors, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, (await RunAsync(api, "environment", "ssh-check", "nowhere")).Code);
    }

    [Fact]
    public async Task Connector_RegistersKeysAndSaysWhoIsConnected()
    {
        using var key = SshPrivateKey.GenerateEd25519();
        await using var api = await StartAsync();
        await PutAsync(api, key.PublicKey, 22);
        var file = Path.Combine(api.Catalog.Trace.Directory, "far.pub");
        await File.WriteAllTextAsync(file, key.PublicKey.ToLine() + " far machine\n");

        var added = await RunAsync(api, "environment", "connector", "add-key", "ledger-vm", file);
        Assert.Equal((ExitCode.Done, $"Registered {key.PublicKey.Fingerprint} (far machine) for the connector of ledger-vm.\n", ""), added);
        var again = await RunAsync(api, "environment", "connector", "add-key", "ledger-vm", file);
        Assert.Equal(ExitCode.Refused, again.Code);
        Assert.Contains("registered already", again.Errors, StringComparison.Ordinal);

        var shown = await RunAsync(api, "environment", "connector", "show", "ledger-vm");
        Assert.StartsWith("ledger-vm: not connected to this gateway.\n", shown.Output, StringComparison.Ordinal);
        Assert.Contains(key.PublicKey.Fingerprint, shown.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await RunAsync(api, "environment", "connector", "remove-key", "ledger-vm", key.PublicKey.Fingerprint)).Code);
        Assert.DoesNotContain(key.PublicKey.Fingerprint, (await RunAsync(api, "environment", "connector", "show", "ledger-vm")).Output, StringComparison.Ordinal);
        var gone = await RunAsync(api, "environment", "connector", "remove-key", "ledger-vm", key.PublicKey.Fingerprint);
        Assert.Equal(ExitCode.Refused, gone.Code);
        Assert.Contains("no such connector key", gone.Errors, StringComparison.Ordinal);
    }

    private static async Task PutAsync(OperatorSocket api, SshPublicKey hostKey, int port) =>
        Assert.IsType<EditOutcome.Applied>(await api.Catalog.EditAsync(new CatalogEdit.PutEnvironment(
            new EnvironmentEntry("ledger-vm", "payments", "Ledger VM", SshTarget.Scheme, "internal", new Uri($"ssh://127.0.0.1:{port}"), null, [], [])
            {
                Ssh = new SshTarget("devuser", [hostKey.ToLine()], [], null),
            })));

    private static async Task<(int Code, string Output, string Errors)> RunAsync(OperatorSocket api, params string[] arguments)
    {
        await using StringWriter output = new(), errors = new();
        var code = await RemoteDevProgram.RunAsync([.. arguments, "--gateway", $"unix:{api.Path}"], output, errors, _ => null);
        return (code, output.ToString(), errors.ToString());
    }

    private Task<OperatorSocket> StartAsync(params string[] addresses) => OperatorSocket.SampleAsync(services =>
    {
        var options = new SshListenOptions { Addresses = addresses, PublicHost = "dev.example.com", PublicPort = 2222 };
        services.AddSingleton(_authorities);
        services.AddSingleton(new SshAddress(options, null!));
        services.AddSingleton<SshIntroduction>();
        services.AddSingleton(new TargetCheck(new SshTargets(_authorities, new LiveConnectors(), TimeProvider.System), TimeProvider.System));
        services.AddSingleton<TargetChecks>();
        services.AddSingleton<IDbContextFactory<AccountContext>>(_database);
        services.AddSingleton<LiveConnectors>();
        services.AddSingleton<SshKeyUses>();
        services.AddSingleton<ConnectorKeys>();
        services.AddSingleton<ConnectorKeyDesk>();
    });
}
