using System.Text.Json;

namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>What the oracle's side wrote: one answer a line.</summary>
internal static class OracleAnswers
{
    /// <summary>Deeper than any policy that the oracle reads.</summary>
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1_000 };

    public static IEnumerable<(int Number, Answer Answer)> Read(string path)
    {
        foreach (var line in File.ReadLines(path))
        {
            using var document = JsonDocument.Parse(line, Options);
            var hash = new JsonHash();
            foreach (var policy in document.RootElement.GetProperty("json").EnumerateArray())
            {
                hash.Add(policy);
            }

            var bits = document.RootElement.GetProperty("bits").GetString()!;
            yield return (document.RootElement.GetProperty("number").GetInt32(), new Answer([.. bits.Select(bit => (bool?)(bit == '1'))], hash.Value));
        }
    }
}
