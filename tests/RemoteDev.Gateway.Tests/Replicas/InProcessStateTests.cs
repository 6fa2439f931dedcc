using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.Replicas;

public sealed class InProcessStateTests
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));

    [Theory]
    [MemberData(nameof(SharedStateContract.Names), MemberType = typeof(SharedStateContract))]
    public Task Promises(string what) => SharedStateContract.Promises[what](new InProcessState(_clock), time =>
    {
        _clock.Advance(time);
        return Task.CompletedTask;
    });

    [Fact]
    public async Task Bounds_HowManyOfAKindThereAre_AndMakesRoomWhenTheyAreOver()
    {
        var state = new InProcessState(_clock);
        for (var i = 0; i < SharedKind.SignIn.Max; i++)
        {
            await state.TryAddAsync(SharedStateContract.NewKey(), default, TimeSpan.FromMinutes(1), [], default);
        }

        Assert.False(await SharedStateContract.AddAsync(state, SharedStateContract.NewKey(), "one too many"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await SharedStateContract.AddAsync(state, SharedStateContract.NewKey(), "room again"));
    }
}
