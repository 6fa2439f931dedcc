namespace RemoteDev.Benchmarks.Cedar;

/// <summary>A workload's rules as one would write them for casbin: relations that Cedar reads from attributes are lines of policy.</summary>
internal sealed class WorkloadCasbin(string model)
{
    public string Model => model;

    public List<string[]> Policies { get; } = [];

    /// <summary>Who is in what.</summary>
    public List<string[]> Subjects { get; } = [];

    /// <summary>Which object is in which.</summary>
    public List<string[]> Objects { get; } = [];

    public void Permit(params object[] words) => Policies.Add(Array.ConvertAll(words, word => word.ToString()!));
}
