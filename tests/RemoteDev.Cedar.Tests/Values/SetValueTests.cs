using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Values;

public sealed class SetValueTests
{
    [Fact]
    public void KeepsEachValueOnce_AndIgnoresOrder()
    {
        var set = new SetValue(1L, 2L, 1L, "a", "a");

        Assert.Equal(3, set.Count);
        Assert.True(set.Equals(new SetValue("a", 2L, 1L)));
        Assert.Equal(set.GetHashCode(), new SetValue("a", 2L, 1L).GetHashCode());
        Assert.Equal("[1, 2, \"a\"]", set.ToString());
    }

    [Fact]
    public void DifferentElements_MakeDifferentSets()
    {
        Assert.False(new SetValue(1L, 2L).Equals(new SetValue(1L, 3L)));
        Assert.False(new SetValue(1L, 2L).Equals(new SetValue(1L)));
        Assert.False(SetValue.Empty.Equals(RecordValue.Empty));
        Assert.False(new SetValue(1L).Equals(new LongValue(1)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(1000)]
    public void AnswersAlike_WhateverItsSize(int size)
    {
        var numbers = Enumerable.Range(0, size).Select(i => (Value)(long)i).ToArray();
        var set = new SetValue(numbers.Concat(numbers));

        Assert.Equal(size, set.Count);
        Assert.All(numbers, number => Assert.True(set.Contains(number)));
        Assert.False(set.Contains((long)size));
        Assert.False(set.Contains("0"));
        Assert.True(set.ContainsAll(new SetValue(numbers.Reverse())));
        Assert.False(set.ContainsAll(new SetValue(numbers.Append((long)size))));
        Assert.True(set.ContainsAny(new SetValue((long)size, 0L)));
        Assert.False(set.ContainsAny(new SetValue((long)size)));
        Assert.True(set.ContainsAll(SetValue.Empty));
        Assert.False(set.ContainsAny(SetValue.Empty));
        Assert.True(set.Equals(new SetValue(numbers.Reverse())));
    }

    [Fact]
    public void SetsOfSetsCompareByContent()
    {
        var left = new SetValue(new SetValue(1L, 2L), new SetValue(2L, 1L));

        Assert.Single(left);
        Assert.True(left.Contains(new SetValue(2L, 1L, 1L)));
    }

    [Fact]
    public void NumbersThatAreChosenToCollide_DoNot()
    {
        // Halves that are equal cancel out in the hash of a plain long.
        var hashes = Enumerable.Range(0, 1000).Select(i => new LongValue(((long)i << 32) | (uint)i).GetHashCode()).Distinct();

        Assert.True(hashes.Count() > 990);
    }
}
