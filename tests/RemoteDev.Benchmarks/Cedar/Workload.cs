namespace RemoteDev.Benchmarks.Cedar;

/// <summary>
/// Policies, a generated graph of entities and requests about them, in the forms of the engines that are measured. After the programmes of
/// the OOPSLA 2024 paper on Cedar.
/// </summary>
/// <param name="Name">The application's name.</param>
/// <param name="Size">How many entities of each main type there are.</param>
/// <param name="Policies">The policies in Cedar.</param>
/// <param name="Schema">The schema in Cedar.</param>
/// <param name="Graph">The entities.</param>
/// <param name="Requests">Principal, action and resource of each request.</param>
/// <param name="Casbin">The same rules for casbin.</param>
internal sealed record Workload(
    string Name, int Size, string Policies, string Schema, WorkloadGraph Graph, IReadOnlyList<WorkloadUid[]> Requests, WorkloadCasbin Casbin)
{
    /// <summary>How likely any two entities that can be connected are: the paper's figure.</summary>
    public const double Connection = 0.05;
}
