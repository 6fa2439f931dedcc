using System.Text;

namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>Entities of a schema, in JSON: some absent, some with what the schema does not allow.</summary>
internal sealed record World(int Number, Model Model, string EntitiesJson)
{
    public static World Make(int number, Model model, Dice dice)
    {
        var values = new ValueWriter(dice, model, implicitly: dice.Percent(15)) { WrongPercent = dice.Percent(25) ? 4 : 0 };
        var text = new StringBuilder("[");
        foreach (var entity in model.Entities)
        {
            var ids = entity.EnumIds ?? Literals.Ids;
            for (var i = 0; i < ids.Count; i++)
            {
                if (dice.Percent(i < 3 ? 75 : 15))
                {
                    WriteEntity(text, entity, i, values, dice);
                }
            }
        }

        if (dice.Percent(85))
        {
            foreach (var action in model.Actions)
            {
                Write(text, action.Type, action.Id, "{}", action.Groups.Select(group => ValueWriter.UidJson(action.Type, group)), tags: null);
            }
        }

        return new World(number, model, text.Append(']').ToString());
    }

    private static void WriteEntity(StringBuilder text, ModelEntity entity, int index, ValueWriter values, Dice dice)
    {
        List<string> parents = [];
        foreach (var parent in entity.Parents)
        {
            // Within one type only from later to earlier ids, so that there is no cycle.
            var last = string.Equals(parent, entity.Name, StringComparison.Ordinal) ? index : 4;
            for (var i = 0; i < last; i++)
            {
                if (dice.Percent(40))
                {
                    parents.Add(ValueWriter.UidJson(parent, Literals.Ids[i]));
                }
            }
        }

        string? tags = null;
        if (entity.Tags is { } type && dice.Percent(80))
        {
            tags = "{" + string.Join(",", Literals.Texts.Take(4).Where(_ => dice.Percent(50)).Select(key => Names.Json(key) + ":" + values.Value(type))) + "}";
        }

        Write(text, entity.Name, (entity.EnumIds ?? Literals.Ids)[index], values.Record(entity.Shape), parents, tags);
    }

    private static void Write(StringBuilder text, string type, string id, string attributes, IEnumerable<string> parents, string? tags)
    {
        text.Append(text.Length > 1 ? ",\n" : "").Append("{\"uid\":").Append(ValueWriter.UidJson(type, id)).Append(",\"attrs\":").Append(attributes);
        text.Append(",\"parents\":[").AppendJoin(',', parents).Append(']').Append(tags is null ? "" : ",\"tags\":" + tags).Append('}');
    }
}
