namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>Makes schemas with namespaces, enums, tags, groups, common types and extension types.</summary>
internal sealed class ModelMaker(Dice dice)
{
    private readonly List<ModelType.Common> _commons = [];
    private string[] _namespaces = [];
    private string[] _entityNames = [];

    public Model Make(int number)
    {
        _namespaces = dice.Pick<string[]>([""], ["App"], ["App", ""], ["Org::App", "Ext"]);
        _commons.Clear();
        _entityNames = [Place("User"), Place("Team"), Place("Doc"), Place("Folder"), Place("Kind")];
        foreach (var name in (string[])["Size", "Info", "Where"])
        {
            _commons.Add(new ModelType.Common(Place(name), MakeType(2)));
        }

        List<ModelEntity> entities = [];
        foreach (var name in _entityNames)
        {
            entities.Add(MakeEntity(name));
        }

        return new Model(number, entities, MakeActions(), [.. _commons]);
    }

    private string Place(string name)
    {
        var space = dice.PickFrom(_namespaces);
        return space.Length == 0 ? name : space + "::" + name;
    }

    private ModelEntity MakeEntity(string name)
    {
        if (name.EndsWith("Kind", StringComparison.Ordinal))
        {
            return new ModelEntity(name, [], new ModelType.Record([]), Tags: null, ["a", "b", "a b"]);
        }

        // Users in teams, documents in folders, teams and folders in their own kind: the hierarchies that policies are about.
        string[] parents = Array.IndexOf(_entityNames, name) switch
        {
            0 => [_entityNames[1]],
            1 => dice.Percent(70) ? [_entityNames[1]] : [],
            2 => [_entityNames[3]],
            _ => dice.Percent(70) ? [_entityNames[3]] : [],
        };
        return new ModelEntity(name, parents, MakeRecord(1 + dice.Below(5), 3), dice.Percent(40) ? MakeType(1) : null, EnumIds: null);
    }

    private List<ModelAction> MakeActions()
    {
        var type = Place("Action");
        List<ModelAction> actions = [new ModelAction(type, "all", [], [], [], new ModelType.Record([]))];
        if (dice.Percent(60))
        {
            actions.Add(new ModelAction(type, "some things", ["all"], [], [], new ModelType.Record([])));
        }

        foreach (var id in (string[])["view", "edit", "wipe"])
        {
            string[] groups = dice.Percent(70) ? [dice.PickFrom(actions).Id] : [];
            string[] principals = dice.Percent(60) ? [_entityNames[0]] : [_entityNames[0], _entityNames[1]];
            string[] resources = dice.Pick<string[]>([_entityNames[2]], [_entityNames[3]], [_entityNames[2], _entityNames[3]], [_entityNames[4]], [_entityNames[0]]);
            actions.Add(new ModelAction(type, id, groups, principals, resources, MakeRecord(dice.Below(5), 3)));
        }

        return actions;
    }

    private ModelType.Record MakeRecord(int fields, int depth)
    {
        List<ModelField> made = [];
        for (var i = 0; i < fields; i++)
        {
            var name = dice.PickFrom(Literals.Attributes);
            if (!made.Exists(field => string.Equals(field.Name, name, StringComparison.Ordinal)))
            {
                made.Add(new ModelField(name, MakeType(depth - 1), dice.Percent(65)));
            }
        }

        return new ModelType.Record(made);
    }

    private ModelType MakeType(int depth) => dice.Below(depth > 0 ? 15 : 10) switch
    {
        0 or 1 => ModelType.Long,
        2 or 3 => ModelType.Text,
        4 => ModelType.Bool,
        5 => ModelType.Ip,
        6 => dice.Pick(ModelType.Decimal, ModelType.Duration),
        7 => ModelType.Datetime,
        8 or 9 => new ModelType.Entity(dice.PickFrom(_entityNames)),
        10 or 11 => new ModelType.Set(MakeType(depth - 1)),
        12 when _commons.Count > 0 => dice.PickFrom(_commons),
        _ => MakeRecord(1 + dice.Below(3), depth),
    };
}
