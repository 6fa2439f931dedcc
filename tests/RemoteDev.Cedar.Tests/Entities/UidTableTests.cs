using RemoteDev.Cedar.Entities;

namespace RemoteDev.Cedar.Tests.Entities;

public sealed class UidTableTests
{
    [Fact]
    public void EveryNameHasItsNumber_AndNoOtherHasOne()
    {
        for (var count = 0; count < 200; count++)
        {
            var table = new UidTable([.. Enumerable.Range(0, count).Select(i => new EntityUid("User", $"u{i}"))]);
            for (var i = 0; i < 210; i++)
            {
                Assert.Equal(i < count ? i : -1, table.Find(new EntityUid("User", $"u{i}")));
                Assert.Equal(-1, table.Find(new EntityUid("Group", $"u{i}")));
            }
        }
    }
}
