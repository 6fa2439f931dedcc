using System.Text;

namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>Writes a schema in Cedar's own syntax.</summary>
internal sealed class SchemaText(Model model, Dice dice)
{
    private readonly StringBuilder _text = new();

    public string Write()
    {
        var spaces = model.Entities.Select(entity => Space(entity.Name))
            .Concat(model.Actions.Select(action => Space(action.Type))).Concat(model.Commons.Select(common => Space(common.Name)));
        foreach (var space in spaces.Distinct(StringComparer.Ordinal))
        {
            _text.Append(space.Length == 0 ? "" : "namespace " + space + " {\n");
            WriteDeclarations(space);
            _text.Append(space.Length == 0 ? "" : "}\n");
        }

        return _text.ToString();
    }

    private static string Space(string name) => name.LastIndexOf("::", StringComparison.Ordinal) is var at and >= 0 ? name[..at] : "";

    private static string Short(string name) => name[(name.LastIndexOf(':') + 1)..];

    private static string IdOf(string id) => Names.IsIdentifier(id) ? id : Names.Quote(id);

    private void WriteDeclarations(string space)
    {
        foreach (var common in model.Commons.Where(common => Space(common.Name) == space))
        {
            _text.Append("type ").Append(Short(common.Name)).Append(" = ").Append(TypeOf(common.Type, space)).Append(";\n");
        }

        foreach (var entity in model.Entities.Where(entity => Space(entity.Name) == space))
        {
            WriteEntity(entity, space);
        }

        foreach (var action in model.Actions.Where(action => Space(action.Type) == space))
        {
            WriteAction(action, space);
        }
    }

    private void WriteEntity(ModelEntity entity, string space)
    {
        _text.Append(dice.Percent(20) ? "@doc(\"an entity\")\n" : "").Append("entity ").Append(Short(entity.Name));
        if (entity.EnumIds is { } ids)
        {
            _text.Append(" enum [").AppendJoin(", ", ids.Select(Names.Quote)).Append("];\n");
            return;
        }

        if (entity.Parents.Count > 0)
        {
            _text.Append(" in [").AppendJoin(", ", entity.Parents.Select(parent => Reference(parent, space))).Append(']');
        }

        _text.Append(dice.Percent(50) ? " = " : " ").Append(TypeOf(entity.Shape, space));
        _text.Append(entity.Tags is { } tags ? " tags " + TypeOf(tags, space) : "").Append(";\n");
    }

    private void WriteAction(ModelAction action, string space)
    {
        _text.Append("action ").Append(IdOf(action.Id));
        if (action.Groups.Count > 0)
        {
            _text.Append(" in [").AppendJoin(", ", action.Groups.Select(IdOf)).Append(']');
        }

        if (!action.IsGroup)
        {
            _text.Append(" appliesTo { principal: [").AppendJoin(", ", action.Principals.Select(name => Reference(name, space)));
            _text.Append("], resource: [").AppendJoin(", ", action.Resources.Select(name => Reference(name, space)));
            _text.Append("], context: ").Append(TypeOf(action.Context, space)).Append(" }");
        }

        _text.Append(";\n");
    }

    private string Reference(string name, string space) => Space(name) == space && dice.Percent(50) ? Short(name) : name;

    private string TypeOf(ModelType type, string space) => type switch
    {
        ModelType.Plain plain => (dice.Percent(10) ? "__cedar::" : "") + plain.Name,
        ModelType.Extension extension => (dice.Percent(20) ? "__cedar::" : "") + extension.Name,
        ModelType.Entity entity => Reference(entity.Name, space),
        ModelType.Common common => Reference(common.Name, space),
        ModelType.Set set => "Set<" + TypeOf(set.Element, space) + ">",
        ModelType.Record record => "{" + string.Join(
            ", ", record.Fields.Select(field => IdOf(field.Name) + (field.IsRequired ? "" : "?") + ": " + TypeOf(field.Type, space))) + "}",
        _ => "",
    };
}
