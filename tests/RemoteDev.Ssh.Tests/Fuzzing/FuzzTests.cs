namespace RemoteDev.Ssh.Tests.Fuzzing;

/// <summary>Broken input by the thousand, always broken the same ways: no reader may throw, and what it accepts must hold together.</summary>
public sealed class FuzzTests
{
    private const int Rounds = 2_000;

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void BrokenInput_NeverThrows(string name)
    {
        var target = FuzzTargets.All.Single(target => target.Name == name);
        var input = new BrokenOctets(20261122);
        for (var round = 0; round < Rounds; round++)
        {
            target.Accepts(input.Break(target.Sound[round % target.Sound.Count]));
        }

        Assert.All(target.Sound, octets => Assert.True(target.Accepts(octets)));
    }
}
