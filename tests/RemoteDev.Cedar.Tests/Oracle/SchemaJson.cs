namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>Writes a schema in JSON.</summary>
internal sealed class SchemaJson(Model model, Dice dice)
{
    public string Write()
    {
        var spaces = model.Entities.Select(entity => Space(entity.Name))
            .Concat(model.Actions.Select(action => Space(action.Type))).Concat(model.Commons.Select(common => Space(common.Name)));
        return Object(spaces.Distinct(StringComparer.Ordinal).Select(space => (space, Object(
        [
            ("commonTypes", Object(model.Commons.Where(common => Space(common.Name) == space).Select(common => (Short(common.Name), TypeOf(common.Type))))),
            ("entityTypes", Object(model.Entities.Where(entity => Space(entity.Name) == space).Select(entity => (Short(entity.Name), EntityOf(entity))))),
            ("actions", Object(model.Actions.Where(action => Space(action.Type) == space).Select(action => (action.Id, ActionOf(action))))),
        ]))));
    }

    private static string Space(string name) => name.LastIndexOf("::", StringComparison.Ordinal) is var at and >= 0 ? name[..at] : "";

    private static string Short(string name) => name[(name.LastIndexOf(':') + 1)..];

    private static string Object(IEnumerable<(string Key, string Value)> members) =>
        "{" + string.Join(",", members.Select(member => Names.Json(member.Key) + ":" + member.Value)) + "}";

    private static string Array(IEnumerable<string> items) => "[" + string.Join(",", items) + "]";

    private static string Kind(string type) => Object([("type", Names.Json(type))]);

    private string EntityOf(ModelEntity entity)
    {
        if (entity.EnumIds is { } ids)
        {
            return Object([("enum", Array(ids.Select(Names.Json)))]);
        }

        List<(string, string)> members = [("memberOfTypes", Array(entity.Parents.Select(Names.Json))), ("shape", TypeOf(entity.Shape))];
        if (entity.Tags is { } tags)
        {
            members.Add(("tags", TypeOf(tags)));
        }

        return Object(members);
    }

    private string ActionOf(ModelAction action)
    {
        List<(string, string)> members = [("memberOf", Array(action.Groups.Select(group => Object([("id", Names.Json(group))]))))];
        if (!action.IsGroup)
        {
            members.Add(("appliesTo", Object(
            [
                ("principalTypes", Array(action.Principals.Select(Names.Json))), ("resourceTypes", Array(action.Resources.Select(Names.Json))),
                ("context", TypeOf(action.Context)),
            ])));
        }

        return Object(members);
    }

    private string TypeOf(ModelType type) => type switch
    {
        ModelType.Plain { Name: "Bool" } => Kind(dice.Percent(50) ? "Boolean" : "Bool"),
        ModelType.Plain plain => Kind(plain.Name),
        ModelType.Extension extension => Object([("type", "\"Extension\""), ("name", Names.Json(extension.Name))]),
        ModelType.Entity entity => Object([("type", dice.Percent(50) ? "\"Entity\"" : "\"EntityOrCommon\""), ("name", Names.Json(entity.Name))]),
        ModelType.Common common => Kind(common.Name),
        ModelType.Set set => Object([("type", "\"Set\""), ("element", TypeOf(set.Element))]),
        ModelType.Record record => Object(
        [
            ("type", "\"Record\""), ("attributes", Object(record.Fields.Select(field => (field.Name, FieldOf(field))))),
        ]),
        _ => "{}",
    };

    private string FieldOf(ModelField field)
    {
        var type = TypeOf(field.Type);
        return field.IsRequired && dice.Percent(50) ? type : type[..^1] + ",\"required\":" + (field.IsRequired ? "true" : "false") + "}";
    }
}
