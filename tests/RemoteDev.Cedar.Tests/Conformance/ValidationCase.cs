using System.Text.Json;
using System.Text.Json.Nodes;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Schema;
using RemoteDev.Cedar.Validation;
using RemoteDev.Cedar.Values;

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
            differences.Add($"{name}: expected {(expected ? "to pass" : "to fail")}, found {string.Join("; ", result.Findings)}");
        }

        foreach (var request in root.GetProperty("requests").EnumerateArray())
        {
            requests++;
            var findings = validator.Validate(ConformanceCase.RequestOf(Escaped(request, schema.Value)));
            var isExpected = !request.TryGetProperty("validateRequest", out var validate) || validate.GetBoolean();
            if (isExpected && findings.Count > 0)
            {
                differences.Add($"{name}, {request.GetProperty("description").GetString()}: {string.Join("; ", findings)}");
            }
        }

        return differences;
    }

    /// <summary>The hand-written tests leave out the escapes of extension values, because their readers have the schema at hand.</summary>
    private static JsonElement Escaped(JsonElement request, CedarSchema schema)
    {
        var copy = JsonNode.Parse(request.GetRawText())!;
        var action = new EntityUid((string)copy["action"]!["type"]!, (string)copy["action"]!["id"]!);
        foreach (var (attribute, type) in schema.Actions[action].Context.Attributes)
        {
            if (type.Type is CedarType.Extension { Name: var extension } && copy["context"]![attribute] is JsonValue value)
            {
                var function = extension == "ipaddr" ? "ip" : extension;
                copy["context"]![attribute] = new JsonObject { ["__extn"] = new JsonObject { ["fn"] = function, ["arg"] = value.DeepClone() } };
            }
        }

        return JsonSerializer.SerializeToElement(copy);
    }

    /// <summary>
    /// The corpus was made with an SDK before 4.13, to which a scope that fits no request was an error. It is a warning since, and ours.
    /// </summary>
    private static bool PassedBefore(ValidationResult result) =>
        result.Passed && result.Findings.All(finding => finding.Code != FindingCode.ScopeFitsNothing);
}
