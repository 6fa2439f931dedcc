using Microsoft.AspNetCore.Http;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain;
using RemoteDev.Gateway.Contain.Egress;
using RemoteDev.Gateway.Contain.Http;
using RemoteDev.Gateway.Contain.Outbound;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Authorize;
using RemoteDev.Gateway.Tests.Contain.Assertions;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Tests.Contain;

/// <summary>The Contain room with Ada's session open in payments-ide, up to 1 MiB a day.</summary>
internal sealed class ContainHouse : IDisposable
{
    public ContainHouse()
    {
        Assert.True(GatewayOrigins.TryParse("http://remotedev.localhost:8443", out var origins, out _));
        Ledger = new EgressLedger(House.Clock);
        Room = new ContainRoom(origins, Pool, AssertionsForTest.Of(House), Ledger, House.Trace, House.Clock);
    }

    public AuthorizeFixture House { get; } = new();

    public UpstreamPool Pool { get; } = new();

    public EgressLedger Ledger { get; }

    public ContainRoom Room { get; }

    public EnvironmentEntry Environment { get; } = AuthorizeFixture.Snapshot(1).Environments["payments-ide"];

    public async Task<Permitted> PermittedAsync()
    {
        var session = await House.EnterAsync();
        var step = House.Room.Authorize(House.Ada(session: session), Actions.Browse, Uids.Environment("payments-ide"), AccessDetail.Http);
        return step.Passed(out var permitted, out var refusal) ? permitted : throw new InvalidOperationException(refusal.Reason);
    }

    public Step<EnvironmentExchange> Contain(Permitted permitted) => Room.Http(permitted, new DefaultHttpContext(), Environment, RouteVerdict.Browse);

    public void Dispose()
    {
        Pool.Dispose();
        House.Dispose();
    }
}
