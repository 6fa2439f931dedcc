using RemoteDev.Policy.Obligations;

namespace RemoteDev.Policy.Tests.Obligations;

public sealed class ObligationSetTests
{
    [Fact]
    public void TheBuiltInDefault_IsStrict()
    {
        var builtIn = ObligationSet.Strictest([], ObligationSet.BuiltIn);
        Assert.Equal(ObligationSet.BuiltIn, builtIn);
        Assert.Equal(RecordMode.Full, builtIn.Record);
        Assert.Equal("10MiB/day", builtIn.Egress.ToString());
        Assert.Equal(TimeSpan.FromHours(8), builtIn.MfaMaxAge);
        Assert.Equal(TimeSpan.FromMinutes(30), builtIn.Idle);
        Assert.Equal(TimeSpan.FromHours(10), builtIn.Session);
        Assert.Equal(TerminalExtras.None, builtIn.Terminal);
        Assert.Equal(RecordMode.Full, default(RecordMode));
    }

    [Fact]
    public void TakesTheStrictestOfEachKey()
    {
        var a = new StatedObligations
        {
            Record = RecordMode.Metadata,
            Egress = new EgressBudget(100, null),
            MfaMaxAge = TimeSpan.FromHours(12),
            Idle = TimeSpan.FromMinutes(5),
            Terminal = TerminalExtras.Sixel | TerminalExtras.Notifications,
            Notify = ["duty"],
        };
        var b = new StatedObligations
        {
            Record = RecordMode.InputOff,
            Egress = new EgressBudget(200, 50),
            MfaMaxAge = TimeSpan.FromMinutes(15),
            Idle = TimeSpan.FromMinutes(50),
            Approve = new ApprovalRule(1, "lead"),
            Terminal = TerminalExtras.Sixel | TerminalExtras.Kitty,
            Watermark = true,
            Notify = ["audit", "duty"],
        };
        var strictest = ObligationSet.Strictest([a, b], ObligationSet.BuiltIn);
        Assert.Equal(RecordMode.InputOff, strictest.Record);
        Assert.Equal(new EgressBudget(100, 50), strictest.Egress);
        Assert.Equal(TimeSpan.FromMinutes(15), strictest.MfaMaxAge);
        Assert.Equal(TimeSpan.FromMinutes(5), strictest.Idle);
        Assert.Equal(ObligationSet.BuiltIn.Session, strictest.Session);
        Assert.Equal(new ApprovalRule(1, "lead"), Assert.Single(strictest.Approvals));
        Assert.Equal(TerminalExtras.Sixel, strictest.Terminal);
        Assert.True(strictest.Watermark);
        Assert.Equal("audit duty", string.Join(' ', strictest.Notify));
        Assert.Equal(strictest, ObligationSet.Strictest([b, a], ObligationSet.BuiltIn));
        Assert.NotEqual(strictest, ObligationSet.Strictest([a], ObligationSet.BuiltIn));
    }

    [Fact]
    public void NeverGetsLooser_ByAnotherPermit()
    {
        var strict = new StatedObligations { MfaMaxAge = TimeSpan.FromMinutes(5), Egress = EgressBudget.None, Record = RecordMode.Full };
        var loose = new StatedObligations { MfaMaxAge = TimeSpan.FromDays(30), Egress = new EgressBudget(1L << 40, null), Record = RecordMode.Metadata };
        var together = ObligationSet.Strictest([loose, strict, StatedObligations.Nothing], ObligationSet.BuiltIn);
        Assert.Equal(ObligationSet.Strictest([strict], ObligationSet.BuiltIn), together);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("1B/day")]
    [InlineData("1023KiB/session")]
    [InlineData("1GiB/day, 3MiB/session")]
    public void WritesABudget_AsItReadsIt(string text)
    {
        Assert.Null(EgressBudget.Read(text, out var budget));
        Assert.Equal(text, budget.ToString());
    }
}
