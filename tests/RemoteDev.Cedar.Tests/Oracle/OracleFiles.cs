namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>The files of the differential tests; beside the tests' program when they run, in the source folder when they are written.</summary>
internal static class OracleFiles
{
    public const string VectorName = "vectors.bin";

    public static IReadOnlyList<string> PolicyJson { get; } = ReadPolicyJson();

    public static byte[] Vectors => File.ReadAllBytes(PathOf(VectorName));

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Oracle", name);

    /// <summary>One policy in JSON a line.</summary>
    private static string[] ReadPolicyJson() => File.ReadAllLines(PathOf("policies.jsonl"));
}
