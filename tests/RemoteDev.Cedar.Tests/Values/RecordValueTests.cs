using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Values;

public sealed class RecordValueTests
{
    [Fact]
    public void OrderOfAttributes_DoesNotMatter()
    {
        var record = RecordValue.Of(("b", 1L), ("a", "x"));

        Assert.Equal(record, RecordValue.Of(("a", "x"), ("b", 1L)));
        Assert.Equal(record.GetHashCode(), RecordValue.Of(("a", "x"), ("b", 1L)).GetHashCode());
        Assert.Equal("{\"a\": \"x\", \"b\": 1}", record.ToString());
    }

    [Fact]
    public void RefusesAnAttributeTwice()
    {
        Assert.Throws<ArgumentException>(() => RecordValue.Of(("a", 1L), ("b", 1L), ("a", 1L)));
    }

    [Fact]
    public void DifferentAttributes_MakeDifferentRecords()
    {
        var record = RecordValue.Of(("a", 1L));

        Assert.False(record.Equals(RecordValue.Of(("a", 2L))));
        Assert.False(record.Equals(RecordValue.Of(("A", 1L))));
        Assert.False(record.Equals(RecordValue.Of(("a", 1L), ("b", 1L))));
        Assert.False(RecordValue.Empty.Equals(SetValue.Empty));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(300)]
    public void FindsAttributes_WhateverItsSize(int size)
    {
        var record = new RecordValue(Enumerable.Range(0, size).Select(i => KeyValuePair.Create($"n{i}", (Value)(long)i)));

        for (var i = 0; i < size; i++)
        {
            Assert.True(record.TryGet($"n{i}", out var value));
            Assert.Equal(new LongValue(i), value);
        }

        Assert.False(record.TryGet("n", out _));
        Assert.False(record.Contains("N0"));
        Assert.False(record.Contains($"n{size}"));
    }
}
