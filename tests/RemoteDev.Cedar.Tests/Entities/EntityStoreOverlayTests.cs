using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Entities;

public sealed class EntityStoreOverlayTests
{
    private static readonly EntityUid Top = new("Folder", "top");
    private static readonly EntityUid Middle = new("Folder", "middle");
    private static readonly EntityUid File = new("File", "a");

    private static readonly EntityStore Ground = new EntityStoreBuilder().Add(Top).Add(Middle, [Top]).Build().Value!;

    [Fact]
    public void AddsOneEntity_BelowTheAncestorsOfItsParents()
    {
        var store = Ground.With(new Entity(File, [Middle], RecordValue.Of(("size", 3L))));
        Assert.True(store.IsIn(File, Top));
        Assert.True(store.IsIn(Middle, Top));
        Assert.True(store.TryGet(File, out var file));
        Assert.True(file.Attributes.ContainsKey("size"));
        Assert.Equal(3, store.Count);
    }

    [Fact]
    public void LeavesTheGroundAsItWas()
    {
        Ground.With(new Entity(File, [Middle], RecordValue.Empty));
        Assert.False(Ground.TryGet(File, out _));
        Assert.False(Ground.IsIn(File, Top));
        Assert.Equal(2, Ground.Count);
    }

    [Fact]
    public void TakesThePlaceOfItsNamesake()
    {
        var store = Ground.With(new Entity(Middle, [], RecordValue.Of(("moved", true))));
        Assert.False(store.IsIn(Middle, Top));
        Assert.Equal(2, store.Count);
        Assert.Single(store.Entities, entity => entity.Uid.Equals(Middle) && entity.Attributes.ContainsKey("moved"));
    }
}
