using System.Text.Json;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar.Json;

/// <summary>Reads policies, templates and links from JSON into a set; says of each that is not right what is wrong with it.</summary>
internal sealed class PolicySetJsonReader(string sourceName)
{
    private readonly List<Finding> _faults = [];
    private readonly PolicySetBuilder _builder = new();

    public Result<PolicySet> ReadSingle(JsonElement root, string id)
    {
        if (ReadPolicy(root, JsonPath.Root("$"), id) is { } policy)
        {
            _builder.Add(policy);
        }

        return Build();
    }

    public Result<PolicySet> ReadSet(JsonElement root)
    {
        var shape = new JsonValueReader();
        if (shape.HasOnly(root, JsonPath.Root("$"), required: [], optional: ["staticPolicies", "templates", "templateLinks"]))
        {
            ReadPolicies(root, "staticPolicies", areTemplates: false);
            ReadPolicies(root, "templates", areTemplates: true);
            ReadLinks(root);
        }

        ReportAll(shape, policyId: null);
        return Build();
    }

    private Result<PolicySet> Build()
    {
        if (_faults.Count == 0)
        {
            return _builder.Build();
        }

        return new Result<PolicySet>([.. _faults.Take(PolicySetBuilder.MaxFaults)]);
    }

    private void ReadPolicies(JsonElement root, string name, bool areTemplates)
    {
        if (!root.TryGetProperty(name, out var policies))
        {
            return;
        }

        if (policies.ValueKind != JsonValueKind.Object)
        {
            _faults.Add(Finding.InSet(policyId: null, $"$.{name}: expected an object, found {JsonValueReader.Describe(policies)}"));
            return;
        }

        foreach (var property in policies.EnumerateObject())
        {
            if (_faults.Count >= PolicySetBuilder.MaxFaults)
            {
                return;
            }

            var (id, path) = (property.Name, JsonPath.Root("$").Member(name).Member(property.Name));
            if (ReadPolicy(property.Value, path, id) is not { } policy)
            {
                continue;
            }

            if (policy.IsTemplate == areTemplates)
            {
                _builder.Add(policy);
            }
            else
            {
                _faults.Add(Finding.InSet(id, areTemplates
                    ? $"{path}: a template has a slot in its scope; this is a static policy"
                    : $"{path}: a static policy has no slot; this is a template"));
            }
        }
    }

    private void ReadLinks(JsonElement root)
    {
        if (!root.TryGetProperty("templateLinks", out var links))
        {
            return;
        }

        if (links.ValueKind != JsonValueKind.Array)
        {
            _faults.Add(Finding.InSet(policyId: null, $"$.templateLinks: expected an array, found {JsonValueReader.Describe(links)}"));
            return;
        }

        var index = 0;
        foreach (var link in links.EnumerateArray())
        {
            if (_faults.Count >= PolicySetBuilder.MaxFaults)
            {
                return;
            }

            ReadLink(link, JsonPath.Root("$").Member("templateLinks").Element(index++));
        }
    }

    private void ReadLink(JsonElement link, JsonPath path)
    {
        var shape = new JsonValueReader();
        if (shape.HasOnly(link, path, required: ["templateId", "newId", "values"])
            && shape.ReadText(link.GetProperty("templateId"), path.Member("templateId")) is { } templateId
            && shape.ReadText(link.GetProperty("newId"), path.Member("newId")) is { } id
            && shape.HasOnly(link.GetProperty("values"), path.Member("values"), required: [], optional: ["?principal", "?resource"]))
        {
            var values = link.GetProperty("values");
            var principal = ReadSlot(shape, values, path, "?principal");
            var resource = ReadSlot(shape, values, path, "?resource");
            if (shape.Faults.Count == 0)
            {
                _builder.Link(templateId, id, new SlotValues(principal, resource));
            }
        }

        ReportAll(shape, policyId: null);
    }

    private static EntityUid? ReadSlot(JsonValueReader shape, JsonElement values, JsonPath path, string slot) =>
        values.TryGetProperty(slot, out var value) ? shape.ReadUid(value, path.Member("values").Member(slot)) : null;

    private CedarPolicy? ReadPolicy(JsonElement element, JsonPath path, string id)
    {
        var shape = new JsonValueReader();
        var text = new PolicyJsonReader(shape).ReadAsText(element, path);
        ReportAll(shape, id);
        if (text is null)
        {
            return null;
        }

        var policies = new List<CedarPolicy>();
        var faults = new List<Finding>();
        PolicyParser.Parse(new PolicySource($"{sourceName}#{id}", text), policies, faults);
        _faults.AddRange(faults.Select(fault => Finding.InSet(id, $"{path}: {fault.Message}")));
        return faults.Count == 0 ? policies[0].Named(id) : null;
    }

    private void ReportAll(JsonValueReader shape, string? policyId) =>
        _faults.AddRange(shape.Faults.Select(fault => Finding.InSet(policyId, fault.Message)));
}
