using System.Text.Json;
using System.Text.Json.Nodes;
using RemoteDev.Cedar.Authorization;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Tests.Authorization;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Conformance;

/// <summary>One test file of the corpus: policies, entities, and requests with the answers expected.</summary>
internal sealed class ConformanceCase(string name, string json, Dictionary<string, string> files)
{
    /// <summary>Runs every request; counts it in <paramref name="requests"/> and describes each difference.</summary>
    public List<string> Run(ref int requests)
    {
        using var test = JsonDocument.Parse(json);
        var root = test.RootElement;
        var policies = PolicySet.Parse(files[root.GetProperty("policies").GetString()!], name);
        var entitiesPath = root.GetProperty("entities").GetString()!;
        var entitiesText = files[entitiesPath];
        var entities = EntityJson.Parse(entitiesPath.StartsWith("sample-data", StringComparison.Ordinal) ? Escaped(entitiesText) : entitiesText);
        if (!policies.Succeeded || !entities.Succeeded)
        {
            return [$"{name}: {string.Join("; ", policies.Faults)} {string.Join("; ", entities.Faults)}"];
        }

        var differences = new List<string>();
        foreach (var request in root.GetProperty("requests").EnumerateArray())
        {
            requests++;
            var question = RequestOf(request);
            var response = Authorizer.Decide(policies.Value, entities.Value, question);
            Assert.Equal(ResponseText.Of(LinearDecision.Decide(policies.Value, entities.Value, question)), ResponseText.Of(response));
            var found = Describe(response);
            var expected = Describe(request);
            if (found != expected)
            {
                differences.Add($"{name}, {request.GetProperty("description").GetString()}: expected {expected}, found {found}");
            }
        }

        return differences;
    }

    public static Request RequestOf(JsonElement request)
    {
        var context = EntityJson.ParseRecord(request.GetProperty("context").GetRawText(), out var faults);
        Assert.Empty(faults);
        return RequestOf(request, context!);
    }

    public static Request RequestOf(JsonElement request, RecordValue context) =>
        new(Uid(request, "principal"), Uid(request, "action"), Uid(request, "resource"), context);

    public static EntityUid Uid(JsonElement request, string property)
    {
        var uid = request.GetProperty(property);
        return new EntityUid(uid.GetProperty("type").GetString()!, uid.GetProperty("id").GetString()!);
    }

    private static string Describe(Response response) => Describe(
        response.IsAllowed ? "allow" : "deny",
        response.Reasons.Select(policy => policy.Id),
        response.Errors.Select(error => error.PolicyId!));

    private static string Describe(JsonElement request) => Describe(
        request.GetProperty("decision").GetString()!,
        request.GetProperty("reason").EnumerateArray().Select(id => id.GetString()!),
        request.GetProperty("errors").EnumerateArray().Select(id => id.GetString()!));

    private static string Describe(string decision, IEnumerable<string> reasons, IEnumerable<string> errors) =>
        $"{decision} because of [{string.Join(' ', reasons.Order(StringComparer.Ordinal))}] with errors in [{string.Join(' ', errors.Order(StringComparer.Ordinal))}]";

    /// <summary>
    /// The sample data leaves out the escapes of entities, because its readers have the schema at hand. There, every object of exactly a
    /// type and an id is an entity.
    /// </summary>
    private static string Escaped(string entities)
    {
        var root = JsonNode.Parse(entities)!.AsArray();
        foreach (var entity in root)
        {
            entity!["attrs"] = Escaped(entity["attrs"]!);
        }

        return root.ToJsonString();
    }

    private static JsonNode Escaped(JsonNode node) => node switch
    {
        JsonObject { Count: 2 } plain when plain.ContainsKey("type") && plain.ContainsKey("id") =>
            new JsonObject { ["__entity"] = plain.DeepClone() },
        JsonObject record => new JsonObject(record.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Escaped(pair.Value!)))),
        JsonArray set => new JsonArray([.. set.Select(item => Escaped(item!))]),
        _ => node.DeepClone(),
    };
}
