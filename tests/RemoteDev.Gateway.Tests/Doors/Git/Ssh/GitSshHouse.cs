using System.Collections.Frozen;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Contain.Egress;
using RemoteDev.Gateway.Contain.Git;
using RemoteDev.Gateway.Contain.Outbound;
using RemoteDev.Gateway.Doors.Git;
using RemoteDev.Gateway.Doors.Git.Ssh;
using RemoteDev.Gateway.Forward;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Authorize;
using RemoteDev.Gateway.Tests.Contain.Assertions;
using RemoteDev.Policy.Decisions;
using Yarp.ReverseProxy.Forwarder;

namespace RemoteDev.Gateway.Tests.Doors.Git.Ssh;

/// <summary>
/// git over SSH in front of a real git server, for Ada, who may fetch and push in the evening, but not to the protected branch main. Rooms are
/// the product's; the channel is the test's.
/// </summary>
internal sealed class GitSshHouse : IAsyncDisposable
{
    public const string Policy = """
        @id("git") @reason("Acme works in the evening.") @mfa("8h") @egress("8MiB/day")
        permit (
          principal in RemoteDev::Vendor::"acme",
          action in [RemoteDev::Action::"gitFetch", RemoteDev::Action::"gitPush", RemoteDev::Action::"gitTag", RemoteDev::Action::"gitDeleteBranch"],
          resource in RemoteDev::Project::"payments")
        when { context.openWindows.contains(RemoteDev::Window::"evening") };

        @id("protected") @reason("Protected branches are merged by the client.")
        forbid (principal, action in [RemoteDev::Action::"gitPush", RemoteDev::Action::"gitDeleteBranch"], resource is RemoteDev::Branch)
        when { resource.isProtected };
        """;

    private readonly UpstreamPool _pool = new();
    private readonly ServiceProvider _services;
    private readonly GitServerInside _inside;
    private SignIn? _signIn;

    private GitSshHouse(GitServerInside inside, GitSshLimits limits)
    {
        _inside = inside;
        _services = new ServiceCollection().AddLogging().AddHttpForwarder().BuildServiceProvider();
        Ledger = new EgressLedger(House.Clock);
        Follow(Policy);
        var trace = new GitTransferTrace(House.Trace, House.Clock);
        var judge = new GitJudge(House.Room, () => House.Rules.Now(House.Clock.GetUtcNow()).Rules.Catalog);
        var streams = new GitSshStream(new GitContainment(_pool, AssertionsForTest.Of(House), Ledger, House.Trace, House.Clock), trace);
        var exchange = new GitSshExchange(
            new ForwardRoom(_services.GetRequiredService<IHttpForwarder>(), NullLogger<ForwardRoom>.Instance), House.Clock);
        Transfer = new GitSshTransfer(
            judge, new GitSshFetch(streams, exchange, trace), new GitSshPush(judge, streams, exchange, trace, limits), new GitDoorTrace(House.Trace),
            limits, House.Clock);
    }

    public AuthorizeFixture House { get; } = new();

    public EgressLedger Ledger { get; }

    public GitSshTransfer Transfer { get; }

    public GitServerInside Inside => _inside;

    public static async Task<GitSshHouse> OpenAsync(GitSshLimits? limits = null)
    {
#pragma warning disable CA2000 // the house owns it
        var house = new GitSshHouse(await GitServerInside.StartAsync(), limits ?? new GitSshLimits());
#pragma warning restore CA2000
        await house.Inside.SeedAsync();
        return house;
    }

    /// <summary>Puts a policy into force, over the repository of the server inside.</summary>
    public void Follow(string policy, long version = 2, string hours = "20:00-22:00")
    {
        var plain = AuthorizeFixture.Snapshot(version, policy, hours: hours);
        Assert.NotSame(PolicyBundle.Empty, plain.Bundle);
        House.Rules.Follow(new CatalogSnapshot
        {
            Version = version, Vendors = plain.Vendors, Projects = plain.Projects, People = plain.People, Environments = plain.Environments,
            Windows = plain.Windows, Policy = plain.Policy, Bundle = plain.Bundle,
            Repositories = FrozenDictionary.ToFrozenDictionary(
                [KeyValuePair.Create("payments/app", plain.Repositories["payments/app"] with { Upstream = _inside.Upstream })],
                StringComparer.Ordinal),
        });
    }

    /// <summary>Ada at the SSH door, signed in for this house.</summary>
    public Verified Ada()
    {
        var now = House.Clock.GetUtcNow();
        var source = IPAddress.Parse("192.0.2.7");
        if (_signIn is null)
        {
            _signIn = new SignIn("ssh-sign-in", "ada", source, now, now.AddHours(12));
            _signIn.Strengthen(new MfaProof("totp", now));
        }

        var connection = Connection.Accept("ssh-1", Door.Ssh, "", source, encrypted: true, now);
        return Verified.With(Identified.BySignIn(connection, _signIn), _signIn.Mfa!);
    }

    /// <summary>Her sessions that live.</summary>
    public IReadOnlyList<AccessSession> Sessions => House.Live.All;

    /// <summary>Serves one conversation whose client says these words and no more, and gives what it was answered.</summary>
    public async Task<GitTalk> TalkAsync(string command, string? protocol, params byte[][] words)
    {
        await using var talk = new GitTalk();
        var serving = talk.Serve(this, command, protocol);
        foreach (var word in words)
        {
            await talk.SayAsync(word);
        }

        await talk.EndAsync();
        await serving.WaitAsync(GitTalk.Patience);
        return talk;
    }

    public async ValueTask DisposeAsync()
    {
        House.Dispose();
        _pool.Dispose();
        await _services.DisposeAsync();
        await _inside.DisposeAsync();
    }
}
