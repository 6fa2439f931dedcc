using System.Collections.Frozen;
using System.Net;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.Tests.Identify.Tokens;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Tests.Authorize;

/// <summary>What machines have open is judged by where each of them is, not by the machine that came first.</summary>
public sealed class MachineStreamTests : IDisposable
{
    private const string First = "10.1.0.1";
    private const string Second = "10.2.0.1";

    private const string PolicyText = """
        @id("machines") @session("24h") @idle("24h")
        permit (principal is RemoteDev::ServiceAccount in RemoteDev::Role::"deployer", action in [RemoteDev::Action::"gitFetch"], resource in RemoteDev::Project::"payments");
        @id("inside") @session("24h") @idle("24h")
        permit (principal in RemoteDev::Vendor::"acme", action in [RemoteDev::Action::"browse", RemoteDev::Action::"gitPush"], resource in RemoteDev::Project::"payments")
        when { context.origin == "outside" || context.source.networks.contains("builders") };
        """;

    private readonly AuthorizeFixture _house = new();
    private readonly List<LiveStream> _cut = [];
    private long _version = 1;

    public MachineStreamTests() => Follow(["10.1.0.0/16", "10.2.0.0/16"]);

    public void Dispose() => _house.Dispose();

    [Theory]
    [InlineData(First, Second)]
    [InlineData(Second, First)]
    public async Task Cuts_TheMachineWhoseNetworkLeaves_AndNoOther(string leaving, string staying)
    {
        var ci = Ci();
        var (one, other) = (await OpenAsync(ci, First), await OpenAsync(ci, Second));
        Assert.Same(one.Permitted.Session, other.Permitted.Session);
        Assert.Equal(IPAddress.Parse(First), one.Permitted.Session.Source);
        _house.Judge.JudgeAll();
        Assert.Empty(_cut);

        Follow([staying + "/32"]);
        _house.Judge.JudgeAll();

        var cut = Assert.Single(_cut);
        Assert.Equal((IPAddress.Parse(leaving), EndReason.PersonChanged), (cut.Permitted.Verified.Identified.Connection.Source, cut.CutReason));
        Assert.Contains($"is not accepted from {leaving}", cut.Why!.Reason, StringComparison.Ordinal);
        Assert.False(one.Permitted.Session.HasEnded);

        // Who stays goes on, also with what is new.
        await OpenAsync(ci, staying);
        _house.Judge.JudgeAll();
        Assert.Single(_cut);
    }

    [Fact]
    public async Task Cuts_AllOfThem_WhenNobodyMayUseTheAccount()
    {
        var ci = Ci();
        var (one, _) = (await OpenAsync(ci, First), await OpenAsync(ci, Second));
        Follow(["10.1.0.0/16", "10.2.0.0/16"], suspended: true);
        _house.Judge.JudgeAll();
        Assert.Equal(2, _cut.Count);
        Assert.True(one.Permitted.Session.HasEnded);
        Assert.Equal(EndReason.Suspended, one.Permitted.Session.EndReason);
    }

    // The person's browser opened the session, from somewhere else than the environment that speaks for them.
    [Fact]
    public async Task Judges_AnEnvironmentsGit_ByTheEnvironmentsAddress()
    {
        var session = await _house.EnterAsync("192.0.2.7");
        var (one, _) = (Push(session, First), Push(session, Second));
        Assert.False(_house.Room.Authorize(_house.Ada("192.0.2.7", session, "payments-ide"), session, Actions.GitPush, Uids.Branch("payments/app", "main"), AccessDetail.Git).Passed(out _, out _));
        Follow(["10.1.0.0/16", "10.2.0.0/16"], builders: "10.2.0.0/16");
        _house.Judge.JudgeAll();
        Assert.Same(one, Assert.Single(_cut));
        Assert.False(session.HasEnded);
    }

    private SignIn Ci() => new("token-1", "service:ci", IPAddress.Parse(First), _house.Clock.GetUtcNow(), _house.Clock.GetUtcNow().AddDays(1)) { Scope = TokensForTest.Scope() };

    private async Task<LiveStream> OpenAsync(SignIn ci, string source)
    {
        var connection = Connection.Accept("c1", Door.Git, "", IPAddress.Parse(source), encrypted: true, _house.Clock.GetUtcNow());
        Assert.True(new StepUpRoom().Verify(Identified.ByService(connection, ci)).Passed(out var verified, out _));
        var step = await _house.Room.AuthorizeGitAsync(verified, Actions.GitFetch, Uids.Repository("payments/app"), "payments/app", CancellationToken.None);
        Assert.True(step.Passed(out var permitted, out var refusal), refusal?.Reason);
        return Stream(permitted, StreamKind.GitFetch);
    }

    private LiveStream Push(AccessSession session, string source)
    {
        var step = _house.Room.Authorize(_house.Ada(source, session, "payments-ide"), session, Actions.GitPush, Uids.Branch("payments/app", "main"), AccessDetail.Git);
        Assert.True(step.Passed(out var permitted, out var refusal), refusal?.Reason);
        return Stream(permitted, StreamKind.GitPush);
    }

    private LiveStream Stream(Permitted permitted, StreamKind kind) =>
        LiveStream.TryOpen(Guid.NewGuid().ToString("N"), permitted, kind, _house.Clock.GetUtcNow(), _cut.Add)!;

    private void Follow(string[] sources, bool suspended = false, string builders = "10.0.0.0/8")
    {
        var sample = AuthorizeFixture.Snapshot(++_version, PolicyText);
        _house.Rules.Follow(new CatalogSnapshot
        {
            Version = _version, Vendors = sample.Vendors, Projects = sample.Projects, People = sample.People, Environments = sample.Environments,
            Repositories = sample.Repositories, Windows = sample.Windows, Policy = sample.Policy, Bundle = sample.Bundle,
            Roles = new[] { new RoleEntry("deployer", "Deployer", Administrative: false) }.ToFrozenDictionary(role => role.Name, StringComparer.Ordinal),
            Networks = new[] { new NetworkEntry("builders", null, [builders]) }.ToFrozenDictionary(network => network.Name, StringComparer.Ordinal),
            Services = new[] { new ServiceEntry("ci", "Builds", "ada", null, ["deployer"], [.. sources], suspended) }.ToFrozenDictionary(one => one.Name, StringComparer.Ordinal),
        });
    }
}
