using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Values;

public sealed class NamePoolTests
{
    [Fact]
    public void WhatIsGivenBackHasTheSameLetters_HoweverManyNamesThereAre()
    {
        for (var i = 0; i < 20_000; i++)
        {
            var name = $"name{i * 31 % 5_000}";
            Assert.Equal(name, NamePool.Of(name));
            Assert.Equal([name, "z"], NamePool.Of([name, "z"]));
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(65, 1)]
    [InlineData(2, 65)]
    public void WhatIsTooLongToKeepIsGivenBackItself(int count, int length)
    {
        var names = Enumerable.Range(0, count).Select(_ => new string('n', length)).ToArray();
        Assert.Same(names, NamePool.Of(names));
    }

    [Fact]
    public void RecordsOfTheSameNamesHoldThemOnce()
    {
        // Another test may use the place of a name in between, hence the several tries.
        Assert.Contains(Enumerable.Range(0, 100), i =>
        {
            var one = RecordValue.Of(($"left{i}", true), ($"right{i}", 1L));
            var other = RecordValue.Of(($"right{i}", 2L), ($"left{i}", false));
            return ReferenceEquals(one.Names, other.Names);
        });
    }
}
