using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Json;
using RemoteDev.Cedar.Validation;

namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>What our engine answers. Not for use by several threads at once.</summary>
internal sealed class EngineAnswers
{
    private readonly Dictionary<int, EntityStore> _stores = [];
    private readonly Dictionary<int, (CedarSchema Schema, Validator Validator)> _schemas = [];

    public Answer To(OracleCase made) => made.Kind switch
    {
        CaseKind.Decisions => ToDecisions(made),
        CaseKind.PolicyTexts => ToPolicyTexts(made),
        CaseKind.PolicyJson => ToPolicyJson(made),
        CaseKind.Schemas => ToSchemas(made),
        _ => ToEntities(made),
    };

    private static Answer ToPolicyTexts(OracleCase made)
    {
        var hash = new JsonHash();
        List<bool?> bits = [];
        foreach (var text in made.Texts)
        {
            var policy = EnginePolicies.ReadText(text, EnginePolicies.TakesSlots(text));
            bits.Add(policy is not null);
            if (policy is not null)
            {
                EnginePolicies.AddJson(policy, ref hash);
            }
        }

        return new Answer(bits, hash.Value);
    }

    /// <summary>The oracle gives JSON back as it came, so there is none to compare; that ours goes the round still holds.</summary>
    private static Answer ToPolicyJson(OracleCase made)
    {
        List<bool?> bits = [];
        var isLost = false;
        foreach (var text in made.Texts)
        {
            var result = PolicyJson.Parse(text, "policy0", "case");
            var policy = EnginePolicies.Only(result.Value, EnginePolicies.TakesSlots(text));
            bits.Add(Stricter.OrNull(result, policy is not null));
            isLost |= policy is not null && !EnginePolicies.GoesTheRound(policy, PolicyJson.Print(policy));
        }

        return new Answer(bits, isLost ? EnginePolicies.LostHash : null);
    }

    private static Answer ToSchemas(OracleCase made) => new(
        [CedarSchema.ParseCedar(made.Texts[0], "case").Succeeded, CedarSchema.ParseJson(made.Texts[1], "case").Succeeded], JsonHash: 0);

    private static Request? RequestOf(OracleRequest asked, CedarSchema? schema)
    {
        var action = EnginePolicies.UidOf(asked.Action)!;
        var context = schema is null ? EntityJson.ParseRecord(asked.ContextJson, out _) : EntityJson.ParseContext(asked.ContextJson, schema, action, out _);
        return context is null ? null : new Request(EnginePolicies.UidOf(asked.Principal)!, action, EnginePolicies.UidOf(asked.Resource)!, context);
    }

    private Answer ToEntities(OracleCase made)
    {
        List<bool?> bits = [];
        foreach (var text in made.Texts)
        {
            bits.Add(Stricter.OrNull(EntityJson.Parse(text)));
            bits.Add(Stricter.OrNull(EntityJson.Parse(text, SchemaOf(made.World.Model).Schema)));
        }

        return new Answer(bits, JsonHash: 0);
    }

    private Answer ToDecisions(OracleCase made)
    {
        if (EnginePolicies.SetOf(made) is not { } set)
        {
            return new Answer([.. Questions.Of(made).Select(_ => (bool?)false)], JsonHash: 0);
        }

        var (schema, validator) = SchemaOf(made.World.Model);
        List<bool?> bits = [true];
        var written = set.Policies.Take(made.Policies.Count).Concat(set.Templates).ToArray();
        var invalid = validator.Validate(set).Where(Stricter.IsError).Select(finding => finding.Policy).ToHashSet();
        bits.AddRange(written.Select(policy => (bool?)invalid.Contains(policy)));
        foreach (var asked in made.Requests)
        {
            var response = Authorizer.Decide(set, StoreOf(made.World), RequestOf(asked, schema: null)!);
            bits.Add(response.IsAllowed);
            bits.AddRange(set.Policies.Select(policy => (bool?)response.Reasons.Contains(policy)));
            bits.AddRange(set.Policies.Select(policy => (bool?)response.Errors.Any(error => error.Policy == policy)));
            bits.Add(RequestOf(asked, schema) is { } request && validator.Validate(request).Count == 0);
        }

        var hash = new JsonHash();
        foreach (var policy in written)
        {
            EnginePolicies.AddJson(policy, ref hash);
        }

        return new Answer(bits, hash.Value);
    }

    private (CedarSchema Schema, Validator Validator) SchemaOf(Model model)
    {
        if (!_schemas.TryGetValue(model.Number, out var known))
        {
            var read = CedarSchema.ParseCedar(CaseMaker.SchemaOf(model), "schema");
            Assert.Empty(read.Faults);
            known = (read.Value!, new Validator(read.Value!));
            _schemas.Add(model.Number, known);
        }

        return known;
    }

    private EntityStore StoreOf(World world)
    {
        if (!_stores.TryGetValue(world.Number, out var store))
        {
            var read = EntityJson.Parse(world.EntitiesJson);
            Assert.Empty(read.Faults);
            store = read.Value!;
            _stores.Add(world.Number, store);
        }

        return store;
    }
}
