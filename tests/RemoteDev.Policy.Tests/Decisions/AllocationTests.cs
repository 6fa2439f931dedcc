using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Vocabulary;
using static RemoteDev.Policy.Tests.Decisions.DecisionFixture;

namespace RemoteDev.Policy.Tests.Decisions;

/// <summary>
/// What a decision allocates: the question as policies read it, and the answer. The room that deciding takes is kept, so it is not among it.
/// </summary>
public sealed class AllocationTests
{
    private const int Decisions = 500;
    private const int Rounds = 20;

    private const string Policies = """
        @id("connect") @reason("Acme works on Payments") @mfa("8h") @egress("50MiB/day")
        permit (principal in RemoteDev::Vendor::"acme", action in RemoteDev::Action::"connect", resource in RemoteDev::Project::"payments")
        when { context.openWindows.contains(RemoteDev::Window::"lagos-office") && context.mfa.age < duration("1h") };
        @id("also") permit (principal, action in RemoteDev::Action::"connect", resource) when { context.origin == "outside" };
        @id("nothing-leaves")
        forbid (principal, action in RemoteDev::Action::"takeOut", resource) unless { context.origin == "inside" };
        """;

    [Theory]
    [InlineData("browse", VerdictKind.Permitted, 816)]
    [InlineData("download", VerdictKind.Denied, 664)]
    [InlineData("runCommand", VerdictKind.Denied, 632)]
    public void ADecision_AllocatesItsQuestionAndItsAnswer(string action, VerdictKind kind, int atMost)
    {
        var engine = new PolicyEngine(Bundle(Policies));
        var request = Asks("ada", Actions.Find(action)!.Uid, Uids.Environment("payments-dev"));
        Assert.Equal(kind, engine.Judge(Known, request).Kind);

        // The runtime compiles anew while it learns what is asked often; a round in which it did not is what a decision takes.
        Assert.InRange(Enumerable.Range(0, Rounds).Min(_ => BytesOf(engine, request)), 0, atMost);
    }

    private static long BytesOf(PolicyEngine engine, DecisionRequest request)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Decisions; i++)
        {
            engine.Judge(Known, request);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Decisions;
    }
}
