using RemoteDev.Gateway.Identify.Passwords;

namespace RemoteDev.Gateway.Tests.Identify.Passwords;

public sealed class PasswordGateTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Runs_NoMoreAtOnceThanItHasSlots()
    {
        using var gate = new PasswordGate(2, Long);
        var (running, most) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => gate.RunAsync(
            () =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                Thread.SpinWait(10_000);
                return Interlocked.Decrement(ref running);
            },
            CancellationToken.None)));
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task Refuses_WhoWaitsTooLong_AndWhoComesWhenTooManyWait()
    {
        using var gate = new PasswordGate(1, Long);
        using var hold = new ManualResetEventSlim();
        var holding = gate.RunAsync(() => hold.Wait(Long), CancellationToken.None);
        var waiting = Enumerable.Range(0, 64).Select(_ => gate.RunAsync(() => true, CancellationToken.None)).ToArray();
        var (ran, _) = await gate.RunAsync(() => true, CancellationToken.None);
        Assert.False(ran);
        hold.Set();
        Assert.True((await holding).Result);
        Assert.All(await Task.WhenAll(waiting), answer => Assert.True(answer.Ran));

        using var impatient = new PasswordGate(1, TimeSpan.FromMilliseconds(1));
        using var never = new ManualResetEventSlim();
        var stuck = impatient.RunAsync(() => never.Wait(Long), CancellationToken.None);
        Assert.False((await impatient.RunAsync(() => true, CancellationToken.None)).Ran);
        never.Set();
        await stuck;
    }

    [Fact]
    public async Task Runs_BehindEverybodyElse_AndHandsOnWhatWentWrong()
    {
        using var gate = new PasswordGate(1, Long);
        var (_, thread) = await gate.RunAsync(() => (Thread.CurrentThread.IsThreadPoolThread, Nice: File.ReadAllText("/proc/thread-self/stat").Split(')')[1].Split(' ')[17]), CancellationToken.None);
        Assert.Equal((false, "10"), thread);
        await Assert.ThrowsAsync<InvalidDataException>(() => gate.RunAsync<int>(() => throw new InvalidDataException(), CancellationToken.None));
        Assert.True((await gate.RunAsync(() => true, CancellationToken.None)).Result);
    }
}
