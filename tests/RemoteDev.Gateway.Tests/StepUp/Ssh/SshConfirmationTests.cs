using System.Runtime.CompilerServices;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.StepUp.Ssh;

/// <summary>A fresher factor in the middle of work over SSH: by a link, as long as it is wanted, and for that connection only.</summary>
public sealed class SshConfirmationTests : SshPersonTests
{
    private readonly List<string> _links = [];

    [Fact]
    public async Task Strengthens_TheSignInThatWaits_AndIsRememberedForTheKey()
    {
        var work = await Ada.ProveAsync();
        var asking = AskAsync(work, () => true);
        House.NextStep();
        var other = await Ada.ConnectAsync(IdentifyHouse.Elsewhere);

        await ApproveAsync(Code(_links[0]));
        Assert.False(asking.IsCompleted);
        await BeatAsync();

        Assert.True(await asking.WaitAsync(TraceFixture.Patience));
        Assert.Equal(Ada.Enrolled.SignIn.Mfa, work.Identified.SignIn.Mfa);
        Assert.Null(other.Identified.SignIn.Mfa);
        Assert.True(await Ada.RecallAsync());
    }

    [Fact]
    public async Task Shows_TheNextLink_WhenOneIsOver()
    {
        var work = await Ada.ProveAsync();
        var asking = AskAsync(work, () => true);
        for (var passed = TimeSpan.Zero; passed < SshApprovals.Lifetime; passed += SshConfirmation.Beat)
        {
            await BeatAsync();
        }

        await House.Clock.ArmedAsync(SshConfirmation.Beat).WaitAsync(TraceFixture.Patience);
        Assert.Equal(2, _links.Count);
        Assert.False(asking.IsCompleted);
        Assert.Null(House.Get<SshApprovals>().Find(Code(_links[0]), "ada"));
        Assert.NotNull(House.Get<SshApprovals>().Find(Code(_links[1]), "ada"));
    }

    [Fact]
    public async Task Stops_WhenNothingNeedsItAnyMore()
    {
        var work = await Ada.ProveAsync();
        var wanted = true;
        var asking = AskAsync(work, () => wanted);
        wanted = false;
        await BeatAsync();
        Assert.False(await asking.WaitAsync(TraceFixture.Patience));
        Assert.Single(_links);
    }

    [Fact]
    public async Task Ends_WhoeverIsDenied()
    {
        var work = await Ada.ProveAsync();
        var asking = AskAsync(work, () => true);
        House.NextStep();
        Assert.True((await House.Get<SshApprovals>().DenyAsync(Code(_links[0]), Ada.AtPortal)).Passed(out _, out var refusal), refusal?.Reason);
        await BeatAsync();
        Assert.False(await asking.WaitAsync(TraceFixture.Patience));
        Assert.True(work.Identified.SignIn.HasEnded);
    }

    // It went on for ever once, on the thread of the finalisers.
    [Fact]
    public async Task Ends_WithItsTimer_WhenNobodyHoldsThatAnyMore()
    {
        var work = await Ada.ProveAsync();
        var shown = new StrongBox<int>();
        var clock = Abandon(work, shown);
        for (var tries = 0; tries < 100 && clock.IsAlive; tries++)
        {
            GC.Collect();
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        Assert.False(clock.IsAlive);
        Assert.Equal(1, Volatile.Read(ref shown.Value));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference Abandon(SshSignIn work, StrongBox<int> shown)
    {
        var clock = new ManualClock(House.Clock.GetUtcNow());
        var confirmation = new SshConfirmation(House.Get<SshApprovals>(), House.Get<SshFactors>(), clock);
        var asking = confirmation.AskAsync(work, "payments-vm", () => Volatile.Read(ref shown.Value) < 1000, _ => Interlocked.Increment(ref shown.Value), CancellationToken.None);
        Assert.False(asking.IsCompleted);
        return new WeakReference(clock, trackResurrection: true);
    }

    private static string Code(string link) => link[(link.LastIndexOf('/') + 1)..];

    private Task<bool> AskAsync(SshSignIn work, Func<bool> isWanted) =>
        House.Get<SshConfirmation>().AskAsync(work, "payments-vm", isWanted, _links.Add, CancellationToken.None);

    // Not before it waits for the beat: one that comes earlier is none.
    private async Task BeatAsync()
    {
        await House.Clock.ArmedAsync(SshConfirmation.Beat);
        House.Clock.Advance(SshConfirmation.Beat);
        await Task.Yield();
    }

    private async Task ApproveAsync(string code) =>
        Assert.True((await House.Get<SshApprovals>().ApproveAsync(code, Ada.AtPortal)).Passed(out _, out var refusal), refusal?.Reason);
}
