using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Entities;

public sealed class EntityStoreBuilderTests
{
    [Fact]
    public void ClosesTheHierarchyTransitively()
    {
        var store = new EntityStoreBuilder()
            .Add(Uid("a"), [Uid("b"), Uid("c")])
            .Add(Uid("c"), [Uid("d")])
            .Add(Uid("b"), [Uid("d")])
            .Add(Uid("d"), [Uid("outside")])
            .Build().Value!;

        Assert.True(store.TryGet(Uid("a"), out var a));
        Assert.Equal("b c d outside", string.Join(' ', a.Ancestors.Select(uid => uid.Id).Order(StringComparer.Ordinal)));
        Assert.True(store.IsIn(Uid("a"), Uid("outside")));
        Assert.False(store.IsIn(Uid("d"), Uid("a")));
        Assert.False(store.IsIn(Uid("b"), Uid("c")));
    }

    [Fact]
    public void AnUnknownEntity_IsOnlyInItself()
    {
        Assert.True(EntityStore.Empty.IsIn(Uid("x"), Uid("x")));
        Assert.False(EntityStore.Empty.IsIn(Uid("x"), Uid("y")));
        Assert.False(EntityStore.Empty.TryGet(Uid("x"), out _));
    }

    [Theory]
    [InlineData("a>a")]
    [InlineData("a>b b>a")]
    [InlineData("x>a a>b b>c c>a")]
    [InlineData("a>b b>c b>d d>b")]
    public void RefusesCycles(string edges)
    {
        var builder = new EntityStoreBuilder();
        foreach (var group in edges.Split(' ').Select(edge => edge.Split('>')).GroupBy(edge => edge[0], edge => Uid(edge[1]), StringComparer.Ordinal))
        {
            builder.Add(Uid(group.Key), group);
        }

        var result = builder.Build();

        Assert.False(result.Succeeded);
        Assert.Contains("the entity is in itself, through N::\"", Assert.Single(result.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesAChainWhoseClosureWouldFillTheMemory()
    {
        var builder = new EntityStoreBuilder();
        for (var i = 0; i < 10_000; i++)
        {
            builder.Add(Uid($"{i}"), [Uid($"{i + 1}")]);
        }

        var result = builder.Build();

        Assert.Null(result.Value);
        Assert.Contains("the hierarchy is too large", Assert.Single(result.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesAnEntityTwice()
    {
        var result = new EntityStoreBuilder().Add(Uid("a")).Add(Uid("a")).Build();

        Assert.Null(result.Value);
        Assert.Equal("N::\"a\": the entity occurs twice", Assert.Single(result.Faults).ToString());
    }

    [Fact]
    public void ADiamondIsNotACycle()
    {
        Assert.True(new EntityStoreBuilder()
            .Add(Uid("a"), [Uid("b"), Uid("c")]).Add(Uid("b"), [Uid("d")]).Add(Uid("c"), [Uid("d")]).Add(Uid("d")).Build().Succeeded);
    }

    [Fact]
    public void AVeryDeepHierarchy_DoesNotExhaustTheStack()
    {
        const int Depth = 1_500;
        var builder = new EntityStoreBuilder();
        for (var i = 0; i < Depth; i++)
        {
            builder.Add(Uid($"{i}"), [Uid($"{i + 1}")]);
        }

        var thread = new Thread(() => Assert.True(builder.Build().Value!.IsIn(Uid("0"), Uid($"{Depth}"))), 64 * 1024);
        thread.Start();

        Assert.True(thread.Join(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void AStoreCanBeTheGroundForMore()
    {
        var ground = new EntityStoreBuilder().Add(Uid("a"), [Uid("b")], RecordValue.Of(("x", 1L)), RecordValue.Of(("t", 2L))).Build().Value!;

        var store = new EntityStoreBuilder().AddAll(ground.Entities).Add(Uid("c"), [Uid("a")]).Build().Value!;

        Assert.Equal(2, store.Count);
        Assert.True(store.IsIn(Uid("c"), Uid("b")));
        Assert.True(store.TryGet(Uid("a"), out var a) && a.Attributes.ContainsKey("x") && a.Tags.ContainsKey("t"));
    }

    private static EntityUid Uid(string id) => new("N", id);
}
