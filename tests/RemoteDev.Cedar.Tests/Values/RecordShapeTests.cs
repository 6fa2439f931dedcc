using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Values;

public sealed class RecordShapeTests
{
    [Fact]
    public void MakesTheSameRecord_AsItsPairs() =>
        Assert.Equal<Value>(RecordValue.Of(("a", 1L), ("b", "x")), new RecordShape("a", "b").Of(1L, "x"));

    [Fact]
    public void Refuses_NamesOutOfOrderOrTwice()
    {
        Assert.Throws<ArgumentException>(() => new RecordShape("b", "a"));
        Assert.Throws<ArgumentException>(() => new RecordShape("a", "a"));
        Assert.Throws<ArgumentException>(() => new RecordShape("a", "B"));
    }

    [Fact]
    public void Refuses_AnotherNumberOfValues() => Assert.Throws<ArgumentException>(() => new RecordShape("a", "b").Of(1L));

    [Fact]
    public void KeepsItsNames_WhateverHappensToTheArray()
    {
        string[] names = ["a", "b"];
        var shape = new RecordShape(names);
        names[0] = "z";
        Assert.True(shape.Of(1L, 2L).Contains("a"));
    }
}
