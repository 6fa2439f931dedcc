using RemoteDev.Gateway.Tests.Identify;
using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Ssh.Connectors;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Connectors;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>An environment to which nothing leads comes to the gateway by a stock ssh client, and is reached through that alone.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "xunit disposes it by IAsyncLifetime.")]
public sealed class ConnectorTests(SshHouse house) : IClassFixture<SshHouse>, IAsyncLifetime
{
    private const string Place = "payments-far";
    private const string As = "environment%" + Place;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly SshPrivateKey _key = SshPrivateKey.GenerateEd25519();
    private readonly List<Process> _clients = [];
    private string _file = "";

    public async Task InitializeAsync()
    {
        _file = house.Path($"connector-{Guid.NewGuid():N}");
        await WriteKeyAsync(_file, _key);
        await PutAsync("127.0.0.0/8");
        await AddAsync(_key.PublicKey);
    }

    public async Task DisposeAsync()
    {
        foreach (var client in _clients)
        {
            if (!client.HasExited)
            {
                client.Kill();
            }

            await client.WaitForExitAsync();
            client.Dispose();
        }

        foreach (var row in await house.Get<ConnectorKeys>().OfAsync(Place, CancellationToken.None))
        {
            await RemoveAsync(row.Fingerprint);
        }

        await LiveAsync(0);
        _key.Dispose();
    }

    [OpenSshFact("ssh")]
    public async Task Reaches_TheEnvironmentThroughItsConnector()
    {
        var client = await ConnectAsync();

        Assert.Equal((0, "hello\n"), await WorkAsync("echo hello"));

        var live = Assert.Single(house.Get<LiveConnectors>().Of(Place));
        Assert.Equal(("127.0.0.1", _key.PublicKey.Fingerprint), (live.Source.ToString(), live.Fingerprint));
        var connected = await house.TracedAsync<ConnectorConnected>(e => e.Key == live.Fingerprint);
        Assert.Equal(("environment:payments-far", Place), (connected.Actor, connected.Environment));
        client.Kill();
        await LiveAsync(0);
        var gone = await house.TracedAsync<ConnectorDisconnected>(e => e.Key == live.Fingerprint);
        Assert.Contains("closed it", gone.Reason, StringComparison.Ordinal);
    }

    [OpenSshFact("ssh")]
    public async Task Carries_MuchAndStaysUnderContainment()
    {
        await ConnectAsync();

        var (code, said) = await WorkAsync("head -c 3000000 /dev/zero | tr '\\0' x");

        Assert.Equal((0, 3_000_000), (code, said.Length));
        Assert.Contains(house.Traced<StreamOpened>(), e => e.Place == Place && e.Action == "runCommand");
    }

    [OpenSshFact("ssh")]
    public async Task Tells_ThePersonThatNoConnectorIsThere()
    {
        var (code, said) = await WorkAsync("echo hello");

        Assert.NotEqual(0, code);
        Assert.Contains("its connector is not connected", said, StringComparison.Ordinal);
    }

    [OpenSshFact("ssh")]
    public async Task Uses_TheNewest_WhileAnOldOneLingers()
    {
        var old = await ConnectAsync();
        var lingering = Assert.Single(house.Get<LiveConnectors>().Of(Place));
        await SignalAsync(old, "STOP");
        await ConnectAsync(beside: lingering);

        Assert.Equal((0, "hello\n"), await WorkAsync("echo hello"));

        // The old one says nothing any more, and is noticed.
        await LiveAsync(1);
        await house.TracedAsync<ConnectorDisconnected>(e => e.Key == _key.PublicKey.Fingerprint && e.Reason.Contains("did not answer", StringComparison.Ordinal));
        Assert.Equal((0, "hello\n"), await WorkAsync("echo hello"));
        await SignalAsync(old, "CONT");
        await old.WaitForExitAsync().WaitAsync(Deadline);
    }

    [OpenSshFact("ssh")]
    public async Task Recognises_AnotherMachineBehindTheConnectorsKey()
    {
        using var other = SshPrivateKey.GenerateEd25519();
        await PutAsync(["127.0.0.0/8"], other.PublicKey);
        await ConnectAsync();

        var (code, said) = await WorkAsync("echo hello");

        Assert.NotEqual(0, code);
        Assert.Contains("could not be recognised", said, StringComparison.Ordinal);
    }

    [OpenSshTheory("ssh")]
    [InlineData("environment%" + SshHouse.Place)]
    [InlineData("environment%nowhere")]
    [InlineData("environment")]
    [InlineData(Place)]
    [InlineData("ada%" + Place)]
    [InlineData("ada")]
    public async Task Refuses_ItsKeyUnderEveryOtherName(string name)
    {
        var (code, said) = await TryAsync(name, "-N -R 0:localhost:22", "");

        Assert.Equal(255, code);
        Assert.Contains($"belongs to the connector of {Place}", said, StringComparison.Ordinal);
        Assert.Empty(house.Get<LiveConnectors>().Of(SshHouse.Place));
        await house.TracedAsync<SignInRefused>(e => e.Login == "environment:" + Place);
    }

    [OpenSshTheory("ssh")]
    [InlineData("", "true")]
    [InlineData("-s", "sftp")]
    [InlineData("-W localhost:22", "")]
    [InlineData("-W payments-vm:22", "")]
    [InlineData("-N -R /tmp/remotedev-no.sock:localhost:22", "")]
    [InlineData("-N -R 10.0.0.1:0:localhost:22", "")]
    [InlineData("-N -R 0:localhost:22 -R 0:localhost:23", "")]
    public async Task Refuses_EverythingElse(string options, string command)
    {
        var before = Refusals;

        var (code, said) = await TryAsync(As, options, command);

        Assert.NotEqual(0, code);
        for (var waited = 0; waited < 200 && Refusals == before; waited++)
        {
            await Task.Delay(50);
        }

        Assert.True(Refusals > before, said);
        await LiveAsync(0);
    }

    [OpenSshFact("ssh")]
    public async Task Cuts_ItAtOnceWhenItsKeyIsRemoved()
    {
        var client = await ConnectAsync();
        using var work = OpenSshProgram.Start("ssh", [.. house.Options("-p"), $"{Place}@127.0.0.1", "echo begun; sleep 600"]);
        Assert.Equal("begun", await work.StandardOutput.ReadLineAsync().WaitAsync(Deadline));

        await RemoveAsync(_key.PublicKey.Fingerprint);

        Assert.Empty(house.Get<LiveConnectors>().Of(Place));
        Assert.Contains("was removed", await EndOfAsync(client), StringComparison.Ordinal);
        await work.WaitForExitAsync().WaitAsync(Deadline);
        Assert.NotEqual(0, work.ExitCode);
        var revoked = await house.TracedAsync<CredentialRevoked>(e => e.For == $"{Place} {_key.PublicKey.Fingerprint}");
        Assert.Equal("connector-key", revoked.Kind);
        var (_, said) = await TryAsync(As, "-N -R 0:localhost:22", "");
        Assert.Contains("Permission denied", said, StringComparison.Ordinal);
    }

    [OpenSshFact("ssh")]
    public async Task Cuts_ItWhenTheEnvironmentIsRemoved()
    {
        var client = await ConnectAsync();

        await house.EditAsync(new CatalogEdit.Remove(CatalogKind.Environment, Place));

        Assert.Empty(house.Get<LiveConnectors>().Of(Place));
        Assert.Contains("does not say that payments-far is reached by a connector", await EndOfAsync(client), StringComparison.Ordinal);
    }

    [OpenSshFact("ssh")]
    public async Task Takes_ItFromTheEnvironmentsNetworksOnly()
    {
        var client = await ConnectAsync();

        await PutAsync("10.9.0.0/16");

        Assert.Contains("not accepted from 127.0.0.1", await EndOfAsync(client), StringComparison.Ordinal);
        var (_, said) = await TryAsync(As, "-N -R 0:localhost:22", "");
        Assert.Contains("not accepted from 127.0.0.1", said, StringComparison.Ordinal);
        await PutAsync();
        (_, said) = await TryAsync(As, "-N -R 0:localhost:22", "");
        Assert.Contains("accepted from nowhere", said, StringComparison.Ordinal);
    }

    [OpenSshFact("ssh")]
    public async Task Keeps_PeoplesKeysAndConnectorsApart()
    {
        var (code, said) = await house.SshAsync("-N", "-R", "0:localhost:22", $"{As}@127.0.0.1");
        Assert.Equal(255, code);
        Assert.Contains("registered to ada", said, StringComparison.Ordinal);

        var desk = house.Get<ConnectorKeyDesk>();
        Assert.False((await desk.AddAsync(Place, "hers", house.Key.PublicKey.ToLine(), SshHouse.Operator, CancellationToken.None)).Passed(out _, out var refusal));
        Assert.Contains("registered already", refusal.Reason, StringComparison.Ordinal);
        Assert.False((await desk.AddAsync(SshHouse.Place, "second", _key.PublicKey.ToLine(), SshHouse.Operator, CancellationToken.None)).Passed(out _, out refusal));
        Assert.False((await house.Get<SshKeyDesk>().AddAsync(Ada(), "its", _key.PublicKey.ToLine(), CancellationToken.None)).Passed(out _, out refusal));
        Assert.Contains("registered already", refusal.Reason, StringComparison.Ordinal);
    }

    [OpenSshFact("ssh")]
    public async Task Keeps_ItsConnection_WhileTheDatabaseIsSilent_AndNotOnceItSaysThatTheKeyIsGone()
    {
        var client = await ConnectAsync();
        var live = Assert.Single(house.Get<LiveConnectors>().Of(Place));
        await DatabaseAsync("ALTER TABLE identify_ssh_keys RENAME TO elsewhere");
        try
        {
            Assert.Equal(RefusalCode.NotReady, (await house.Get<ConnectorKeys>().WhyNotAsync(new ConnectorIdentity(Place, live.Fingerprint, live.Source), default))?.Code);

            // Between two signs of life it has been looked up.
            await SeenAsync(live);
            await SeenAsync(live);
            await SeenAsync(live);
            Assert.Same(live, Assert.Single(house.Get<LiveConnectors>().Of(Place)));
            Assert.False(client.HasExited);

            // Whoever comes anew is not let in meanwhile.
            Assert.NotEqual(0, (await TryAsync(As, "-N -R 0:localhost:22", "")).Code);
        }
        finally
        {
            await DatabaseAsync("ALTER TABLE elsewhere RENAME TO identify_ssh_keys");
        }

        // Removed at another gateway, which tells nobody.
        await DatabaseAsync($"DELETE FROM identify_ssh_keys WHERE fingerprint = '{live.Fingerprint}'");
        Assert.Contains("was removed", await EndOfAsync(client), StringComparison.Ordinal);
        Assert.Empty(house.Get<LiveConnectors>().Of(Place));
    }

    private static async Task SeenAsync(LiveConnector live)
    {
        var before = live.LastSeen;
        for (var waited = 0; waited < 600 && live.LastSeen == before; waited++)
        {
            await Task.Delay(50);
        }

        Assert.NotEqual(before, live.LastSeen);
    }

    private async Task DatabaseAsync(string statement)
    {
        await using var context = await house.Get<IDbContextFactory<AccountContext>>().CreateDbContextAsync();
#pragma warning disable EF1002 // The tests give these statements.
        await context.Database.ExecuteSqlRawAsync(statement);
#pragma warning restore EF1002
    }

    private int Refusals => house.Traced<AccessRefused>().Count(e => e.Actor == "environment:" + Place && e.Code == RefusalCode.NotContained);

    private Verified Ada()
    {
        var (_, signIn) = house.Get<SignInSessions>().Open("ada", IPAddress.Loopback, replaces: null);
        signIn.Strengthen(new MfaProof("totp", DateTimeOffset.UtcNow));
        return Verified.With(Identified.BySignIn(Connection.Accept("c", Door.Portal, "", IPAddress.Loopback, false, DateTimeOffset.UtcNow), signIn), signIn.Mfa!);
    }

    private Task PutAsync(params string[] sources) => PutAsync(sources, house.HostKey);

    private Task PutAsync(string[] sources, SshPublicKey hostKey) => house.EditAsync(new CatalogEdit.PutEnvironment(
        new EnvironmentEntry(Place, "payments", "Far VM", "ssh", "internal", new Uri("ssh://localhost:22"), null, [], [.. sources])
        {
            Ssh = new SshTarget(TargetAccount.Login, [hostKey.ToLine()], [], null) { Via = SshTarget.Connector },
        }));

    private async Task AddAsync(SshPublicKey key)
    {
        var added = await house.Get<ConnectorKeyDesk>().AddAsync(Place, "machine", key.ToLine(), SshHouse.Operator, CancellationToken.None);
        Assert.True(added.Passed(out _, out var refusal), refusal?.Reason);
    }

    private async Task RemoveAsync(string fingerprint)
    {
        var removed = await house.Get<ConnectorKeyDesk>().RemoveAsync(Place, fingerprint, SshHouse.Operator, CancellationToken.None);
        Assert.True(removed.Passed(out _, out var refusal), refusal?.Reason);
    }

    private string[] Options() => [.. house.Options("-p").Select(option => option == house.Path("id") ? _file : option), "-o", "ExitOnForwardFailure=yes"];

    private Task<(int Code, string Said)> WorkAsync(string command) => house.SshAsync($"{Place}@127.0.0.1", command);

    private Task<(int Code, string Said)> TryAsync(string name, string options, string command) => OpenSshProgram.RunAsync(
        "ssh",
        [.. Options(), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), $"{name}@127.0.0.1", .. command.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

    private async Task<Process> ConnectAsync(LiveConnector? beside = null)
    {
        var client = OpenSshProgram.Start("ssh", [.. Options(), "-N", "-R", $"0:127.0.0.1:{house.Target.Port}", $"{As}@127.0.0.1"]);
        _clients.Add(client);
        for (var waited = 0; waited < 400 && !client.HasExited && !IsThere(); waited++)
        {
            await Task.Delay(50);
        }

        Assert.False(client.HasExited, client.HasExited ? await client.StandardError.ReadToEndAsync() : "");
        Assert.True(IsThere());
        return client;

        bool IsThere() => house.Get<LiveConnectors>().Of(Place).Any(one => !ReferenceEquals(one, beside));
    }

    private static async Task<string> EndOfAsync(Process client)
    {
        var said = await client.StandardError.ReadToEndAsync().WaitAsync(Deadline);
        await client.WaitForExitAsync().WaitAsync(Deadline);
        return said;
    }

    private async Task LiveAsync(int count)
    {
        for (var waited = 0; waited < 600 && house.Get<LiveConnectors>().Of(Place).Count != count; waited++)
        {
            await Task.Delay(50);
        }

        Assert.Equal(count, house.Get<LiveConnectors>().Of(Place).Count);
    }

    private static async Task SignalAsync(Process process, string signal) =>
        Assert.Equal((0, ""), await OpenSshProgram.RunAsync("sh", "-c", $"kill -{signal} {process.Id}"));

    private static async Task WriteKeyAsync(string file, SshPrivateKey key)
    {
        await File.WriteAllTextAsync(file, key.WritePem());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
