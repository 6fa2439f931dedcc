namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>Makes the cases, each from its number alone. Not for use by several threads at once.</summary>
internal sealed class CaseMaker
{
    public const int Count = 100_000;

    /// <summary>What all chance starts from; another seed, or any change to the making, needs new answers from the oracle.</summary>
    public const ulong Seed = 20261121;

    private const int ModelCount = 24;
    private const int WorldsPerModel = 16;

    private readonly Model[] _models;
    private readonly World[] _worlds;
    private readonly IReadOnlyList<string> _policyJson;

    /// <summary>Makes the schemas and worlds, which cases share.</summary>
    /// <param name="policyJson">Policies in JSON, from which others are made by breaking them.</param>
    public CaseMaker(IReadOnlyList<string> policyJson)
    {
        _policyJson = policyJson;
        _models = [.. Enumerable.Range(0, ModelCount).Select(number => new ModelMaker(new Dice(Seed + 1_000_000 + (ulong)number)).Make(number))];
        _worlds =
        [
            .. Enumerable.Range(0, ModelCount * WorldsPerModel)
                .Select(number => World.Make(number, _models[number / WorldsPerModel], new Dice(Seed + 2_000_000 + (ulong)number))),
        ];
    }

    public IReadOnlyList<World> Worlds => _worlds;

    public IReadOnlyList<Model> Models => _models;

    /// <summary>The schema as its model's cases have it.</summary>
    public static string SchemaOf(Model model) => new SchemaText(model, new Dice(Seed + 3_000_000 + (ulong)model.Number)).Write();

    public OracleCase Make(int number)
    {
        var dice = new Dice((Seed * 1_000_003) + (ulong)number);
        var world = dice.PickFrom(_worlds);
        return dice.Below(100) switch
        {
            < 62 => Decisions(number, world, dice),
            < 80 => new OracleCase(number, CaseKind.PolicyTexts, world) { Texts = [.. Broken(4, () => Policy(world.Model, dice, dice.Percent(15)), TextBreaker.Policy, dice)] },
            < 88 => new OracleCase(number, CaseKind.PolicyJson, world) { Texts = [.. Broken(4, () => dice.PickFrom(_policyJson), TextBreaker.Json, dice)] },
            < 93 => new OracleCase(number, CaseKind.Schemas, world) { Texts = [.. BrokenSchemas(world.Model, dice)] },
            _ => new OracleCase(number, CaseKind.Entities, world) { Texts = [.. Broken(2, () => world.EntitiesJson, TextBreaker.Json, dice)] },
        };
    }

    private static OracleCase Decisions(int number, World world, Dice dice)
    {
        var model = world.Model;
        var writer = new PolicyWriter(dice, model);
        var actions = model.Requestable;
        var focus = dice.PickFrom(actions);
        var (principal, resource) = (dice.PickFrom(focus.Principals), dice.PickFrom(focus.Resources));
        string Write(bool isTemplate) => dice.Percent(80)
            ? writer.Write(focus, principal, resource, isTemplate)
            : Policy(model, dice, isTemplate);

        var templates = dice.Percent(30) ? 1 + dice.Below(2) : 0;
        List<string> policies = [.. Enumerable.Range(0, (templates > 0 ? 0 : 1) + dice.Below(dice.Pick(3, 6, 12))).Select(_ => Write(isTemplate: false))];
        List<string> written = [.. Enumerable.Range(0, templates).Select(_ => Write(isTemplate: true))];
        if (policies.Count > 0 && dice.Percent(2))
        {
            policies[^1] = TextBreaker.Policy(policies[^1], dice);
        }

        var links = Enumerable.Range(0, templates > 0 ? 1 + dice.Below(3) : 0).Select(_ => Link(written, focus, principal, resource, model, dice));
        return new OracleCase(number, CaseKind.Decisions, world)
        {
            Policies = policies,
            Templates = written,
            Links = [.. links],
            Requests = [.. Enumerable.Range(0, 2 + dice.Below(3)).Select(_ => Request(model, focus, principal, resource, dice))],
        };
    }

    private static OracleLink Link(List<string> templates, ModelAction action, string principal, string resource, Model model, Dice dice)
    {
        var values = new ValueWriter(dice, model, implicitly: false);
        var template = dice.Below(templates.Count);
        OracleUid? Fill(string slot, string type) => templates[template].Contains(slot, StringComparison.Ordinal) != dice.Percent(1)
            ? new OracleUid(type, dice.Percent(95) ? values.IdOf(type) : action.Id)
            : null;
        var (inPrincipal, inResource) = (principal, resource);
        if (dice.Percent(30) && model.Find(principal)?.Parents is { Count: > 0 } parents)
        {
            inPrincipal = parents[0];
        }

        if (dice.Percent(30) && model.Find(resource)?.Parents is { Count: > 0 } places)
        {
            inResource = places[0];
        }

        return new OracleLink(template, Fill("?principal", inPrincipal), Fill("?resource", inResource));
    }

    private static OracleRequest Request(Model model, ModelAction focus, string principal, string resource, Dice dice)
    {
        if (dice.Percent(20))
        {
            focus = dice.PickFrom(model.Requestable);
            principal = dice.PickFrom(focus.Principals);
            resource = dice.PickFrom(focus.Resources);
        }

        var values = new ValueWriter(dice, model, implicitly: false) { WrongPercent = dice.Percent(15) ? 10 : 0 };
        if (dice.Percent(4))
        {
            principal = dice.PickFrom(model.Entities).Name;
        }

        if (dice.Percent(4))
        {
            resource = dice.Percent(80) ? dice.PickFrom(model.Entities).Name : "Nobody";
        }

        var action = dice.Percent(97) ? focus : dice.PickFrom(model.Actions);
        return new OracleRequest(
            new OracleUid(principal, values.IdOf(principal)),
            new OracleUid(action.Type, dice.Percent(99) ? action.Id : "none"),
            new OracleUid(resource, dice.Percent(98) ? values.IdOf(resource) : "zz"),
            values.Record(focus.Context));
    }

    private static string Policy(Model model, Dice dice, bool isTemplate)
    {
        var action = dice.PickFrom(model.Requestable);
        return new PolicyWriter(dice, model).Write(action, dice.PickFrom(action.Principals), dice.PickFrom(action.Resources), isTemplate);
    }

    private static IEnumerable<string> BrokenSchemas(Model model, Dice dice) =>
    [
        .. Broken(1, () => new SchemaText(model, dice).Write(), TextBreaker.Schema, dice),
        .. Broken(1, () => new SchemaJson(model, dice).Write(), TextBreaker.Json, dice),
    ];

    private static IEnumerable<string> Broken(int count, Func<string> make, Func<string, Dice, string> breaker, Dice dice)
    {
        for (var i = 0; i < count; i++)
        {
            var sound = make();
            yield return dice.Percent(8) ? sound : breaker(sound, dice);
        }
    }
}
