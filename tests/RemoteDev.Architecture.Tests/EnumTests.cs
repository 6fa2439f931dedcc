using System.Reflection;

namespace RemoteDev.Architecture.Tests;

public sealed class EnumTests
{
    private static readonly string[] WordsThatGrantNothing =
    [
        "None", "Refused", "Unknown", "Fault", "Unspecified", "Outside", "Deny", "Denied", "Closed", "Invalid", "Unsatisfied", "Expired",
    ];

    /// <summary>A forgotten assignment must refuse: the zero value of every enum grants nothing.</summary>
    [Theory]
    [InlineData("RemoteDev.Gateway.Journey")]
    [InlineData("RemoteDev.Gateway.Contain")]
    [InlineData("RemoteDev.Gateway.Identify")]
    [InlineData("RemoteDev.Gateway.StepUp")]
    [InlineData("RemoteDev.Gateway.Authorize")]
    public void Refuses_ByTheZeroValueOfEveryEnum(string space)
    {
        var faults =
            from type in Assembly.Load("RemoteDev.Gateway").GetTypes()
            where type.IsEnum && type.Namespace?.StartsWith(space, StringComparison.Ordinal) == true
            let zero = Enum.GetName(type, Enum.ToObject(type, 0))
            where zero is null || !WordsThatGrantNothing.Contains(zero, StringComparer.Ordinal)
            select $"{type.FullName}: 0 is {zero ?? "unnamed"}";
        Assert.Empty(faults);
    }
}
