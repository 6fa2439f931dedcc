using System.Text.Json;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Validation;

namespace RemoteDev.Cedar.Tests.Conformance;

/// <summary>What one test file of the corpus expects of the validator: whether the policies pass, and which requests do.</summary>
internal sealed class ValidationCase(string name, string json, Dictionary<string, string> files)
{
    /// <summary>Checks policies and requests; counts both and describes each difference.</summary>
    public List<string> Run(ref int policySets, ref int requests)
    {
        using var test = JsonDocument.Parse(json);
        var root = test.RootElement;
        var schema = CedarSchema.ParseCedar(files[root.GetProperty("schema").GetString()!], name);
        var policies = PolicySet.Parse(files[root.GetProperty("policies").GetString()!], name);
        if (!schema.Succeeded || !policies.Succeeded)
        {
            return [$"{name}: {string.Join("; ", schema.Faults)} {string.Join("; ", policies.Faults)}"];
        }

        var validator = new Validator(schema.Value);
        var differences = new List<string>();
        policySets++;
        var result = validator.Validate(policies.Value);
        var expected = root.GetProperty("shouldValidate").GetBoolean();
        if (PassedBefore(result) != expected)
        {
            differences.Add($"{name}: expected {(expected ? "to pass" : "to fail")}, found {string.Join("; ", result)}");
        }

        foreach (var request in root.GetProperty("requests").EnumerateArray())
        {
            requests++;
            var faults = Check(request, schema.Value, validator);
            var isExpected = !request.TryGetProperty("validateRequest", out var validate) || validate.GetBoolean();
            if (isExpected && faults.Length > 0)
            {
                differences.Add($"{name}, {request.GetProperty("description").GetString()}: {faults}");
            }
        }

        return differences;
    }

    /// <summary>What keeps the request from being right; empty when it is. The schema tells the reader which escapes a test leaves out.</summary>
    private static string Check(JsonElement request, CedarSchema schema, Validator validator)
    {
        var context = EntityJson.ParseContext(request.GetProperty("context").GetRawText(), schema, ConformanceCase.Uid(request, "action"), out var faults);
        return context is null ? string.Join("; ", faults) : string.Join("; ", validator.Validate(ConformanceCase.RequestOf(request, context)));
    }

    /// <summary>
    /// The corpus was made with an SDK before 4.13, to which a scope that fits no request was an error. It is a warning since, and ours.
    /// </summary>
    private static bool PassedBefore(IReadOnlyList<Finding> result) =>
        result.All(finding => !finding.IsError && finding.Code != FindingCode.ScopeFitsNothing);
}
