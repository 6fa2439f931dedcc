using System.Text.Json.Nodes;

namespace RemoteDev.Benchmarks.Cedar;

/// <summary>Entities in Cedar's JSON.</summary>
internal sealed class WorkloadGraph
{
    private readonly JsonArray _entities = [];

    public int Count => _entities.Count;

    public static JsonNode Reference(WorkloadUid uid) => new JsonObject { ["__entity"] = Plain(uid) };

    public void Add(WorkloadUid uid, IEnumerable<WorkloadUid> parents, JsonObject? attributes = null) => _entities.Add((JsonNode)new JsonObject
    {
        ["uid"] = Plain(uid),
        ["attrs"] = attributes ?? [],
        ["parents"] = new JsonArray([.. parents.Select(Plain)]),
    });

    public string ToJson() => _entities.ToJsonString();

    private static JsonObject Plain(WorkloadUid uid) => new() { ["type"] = uid.Type, ["id"] = uid.Id };
}
