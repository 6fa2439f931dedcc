using NodaTime;
using RemoteDev.Policy.Tests.Decisions;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.Tests.Windows;

public sealed class OpenWindowsTests
{
    [Fact]
    public void NamesWhatIsOpen_UntilTheNextChange()
    {
        var friday = WindowFixture.At("2026-11-27 13:00", "Africa/Lagos");
        var open = OpenWindows.At(DecisionFixture.Facts.Windows, friday);
        Assert.True(open.Names.SetEquals(["lagos-office", "freeze"]));
        Assert.Contains(Uids.Window("freeze"), open.Value);
        Assert.Equal(WindowFixture.At("2026-11-27 18:00", "Africa/Lagos"), open.ChangesAt);
    }

    [Fact]
    public void IsKeptByTheWorld_ExactlyAsLongAsItIsTrue()
    {
        var world = RemoteDev.Policy.World.PolicyWorld.Of(DecisionFixture.Facts);
        var tuesday = world.OpenAt(DecisionFixture.Tuesday);
        var closes = WindowFixture.At("2026-11-24 18:00", "Africa/Lagos");
        Assert.Same(tuesday, world.OpenAt(closes - Duration.Epsilon));
        Assert.Empty(world.OpenAt(closes).Names);
        Assert.NotEmpty(world.OpenAt(DecisionFixture.Tuesday).Names);
    }

    [Fact]
    public void NeverChanges_WithoutWindows() => Assert.Null(OpenWindows.At([], DecisionFixture.Tuesday).ChangesAt);
}
