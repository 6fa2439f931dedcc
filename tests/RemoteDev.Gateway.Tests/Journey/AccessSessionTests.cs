using System.Net;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Tests.Journey;

/// <summary>Whoever attends a session hears how it stands, whenever they come.</summary>
public sealed class AccessSessionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private static readonly Refusal Why = new(RefusalCode.WindowClosed, "The window has closed.");

    private readonly AccessSession _session = new(
        "s1", SessionKind.Ssh, "payments-vm", new SignIn("i1", "ada", IPAddress.Loopback, Now, Now.AddHours(12)), IPAddress.Loopback, Now);

    private readonly List<SessionNotice> _heard = [];

    [Fact]
    public void TellsTheEnd_ToWhoeverComesAfterIt()
    {
        _session.End(EndReason.WindowClosed, Why);

        _session.Attend(_heard.Add);

        var notice = Assert.Single(_heard);
        Assert.Equal((true, Why.Reason), (notice.IsEnd, notice.Text));
    }

    [Fact]
    public void TellsTheEnd_Once_ToWhoeverWasThere()
    {
        _session.Attend(_heard.Add);
        Assert.Empty(_heard);

        _session.End(EndReason.WindowClosed, Why);

        Assert.Single(_heard);
    }

    [Fact]
    public void TellsTheWarning_ToWhoeverComesAfterIt_WhileItStillHolds()
    {
        _session.ClosesAt = Now.AddMinutes(5);
        _session.Notify(new SessionNotice(IsEnd: false, "soon", _session.ClosesAt, null, null));
        _session.Attend(_heard.Add);
        Assert.False(Assert.Single(_heard).IsEnd);

        _session.ClosesAt = null;
        _session.Attend(_ => Assert.Fail("It does not close any more."));
    }
}
