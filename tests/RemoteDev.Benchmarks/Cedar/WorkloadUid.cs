using System.Globalization;

namespace RemoteDev.Benchmarks.Cedar;

internal sealed record WorkloadUid(string Type, string Id)
{
    public static WorkloadUid Of(string type, int number) => new(type, string.Create(CultureInfo.InvariantCulture, $"{type}_{number}"));

    /// <summary>As casbin has it.</summary>
    public override string ToString() => Type + ":" + Id;
}
