using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RemoteDev.Cedar.Json;

/// <summary>
/// Cedar's JSON formats for a policy or template, and for a policy set: <c>{"staticPolicies": …, "templates": …, "templateLinks": …}</c>.
/// A policy read from JSON has as its text the Cedar that says the same, and its spans are places in that text.
/// </summary>
internal static class PolicyJson
{
    /// <summary>More than any tool writes for one policy set.</summary>
    internal const int MaxLength = 16 * 1024 * 1024;

    // A chain of operators is one node of a tree here, but nests in JSON with every operand.
    private const int MaxJsonDepth = 500_000;

    private static readonly JsonDocumentOptions ReaderOptions = new() { AllowDuplicateProperties = false, MaxDepth = MaxJsonDepth };

    private static readonly JsonWriterOptions WriterOptions =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = int.MaxValue, SkipValidation = true };

    /// <summary>Reads one policy or template; the set holds nothing else.</summary>
    /// <param name="json">The policy in JSON.</param>
    /// <param name="id">What the set calls it.</param>
    /// <param name="sourceName">What faults of later checks call its source, usually a file name.</param>
    public static Result<PolicySet> Parse(string json, string id, string sourceName) =>
        Read(json, id, root => new PolicySetJsonReader(sourceName).ReadSingle(root, id));

    /// <summary>Reads a policy set.</summary>
    /// <param name="json">The set in JSON.</param>
    /// <param name="sourceName">What faults of later checks call the source, usually a file name.</param>
    public static Result<PolicySet> ParseSet(string json, string sourceName) =>
        Read(json, id: null, root => new PolicySetJsonReader(sourceName).ReadSet(root));

    /// <summary>The policy or template in JSON, on one line. A link prints as the policy it is.</summary>
    public static string Print(CedarPolicy policy) => Write(writer => new PolicyJsonWriter(writer).Write(policy));

    /// <summary>The set in JSON, on one line, with its templates and links as such.</summary>
    public static string Print(PolicySet set) => Write(writer => new PolicyJsonWriter(writer).Write(set));

    private static Result<PolicySet> Read(string json, string? id, Func<JsonElement, Result<PolicySet>> read)
    {
        if (json.Length > MaxLength)
        {
            return new Result<PolicySet>([Finding.InSet(id, $"the text is longer than {MaxLength} characters")]);
        }

        try
        {
            using var document = JsonDocument.Parse(json, ReaderOptions);
            return read(document.RootElement);
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is null ? "" : $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: ";
            return new Result<PolicySet>([Finding.InSet(id, $"{place}this is not JSON as Cedar takes it: {e.Message}")]);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The framework's only ways to say that an escape, or the text itself, holds half a surrogate pair.
            return new Result<PolicySet>([Finding.InSet(id, "a string is not well-formed Unicode")]);
        }
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, WriterOptions))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
