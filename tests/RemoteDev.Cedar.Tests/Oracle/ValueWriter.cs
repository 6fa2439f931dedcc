using System.Text;

namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>Writes values of entities and contexts in JSON.</summary>
/// <param name="dice">Chance.</param>
/// <param name="model">The schema.</param>
/// <param name="implicitly">Whether entities and extension values go without their escapes, as they may where a schema says what they are.</param>
internal sealed class ValueWriter(Dice dice, Model model, bool implicitly)
{
    private static readonly ModelType[] Other = [ModelType.Long, ModelType.Text, ModelType.Bool, ModelType.Ip, ModelType.Datetime];

    /// <summary>How many of a hundred values are not of their type.</summary>
    public int WrongPercent { get; init; }

    public string IdOf(string entityType) => model.Find(entityType)?.EnumIds is { } ids
        ? dice.PickFrom(ids)
        : Literals.Ids[dice.Below(dice.Percent(80) ? 3 : Literals.Ids.Length)];

    public static string UidJson(string type, string id) => "{\"type\":" + Names.Json(type) + ",\"id\":" + Names.Json(id) + "}";

    public string Record(ModelType.Record record)
    {
        var text = new StringBuilder("{");
        foreach (var field in record.Fields)
        {
            if (dice.Percent(field.IsRequired ? 100 - WrongPercent : 50))
            {
                text.Append(text.Length > 1 ? "," : "").Append(Names.Json(field.Name)).Append(':').Append(Value(field.Type));
            }
        }

        if (dice.Percent(WrongPercent))
        {
            text.Append(text.Length > 1 ? "," : "").Append("\"more\":1");
        }

        return text.Append('}').ToString();
    }

    public string Value(ModelType type) => (dice.Percent(WrongPercent) ? dice.Pick(Other) : type) switch
    {
        ModelType.Plain { Name: "Bool" } => dice.Percent(50) ? "true" : "false",
        ModelType.Plain { Name: "Long" } => dice.Pick(Literals.Longs),
        ModelType.Plain => Names.Json(dice.Pick(Literals.Texts)),
        ModelType.Extension extension => Extension(extension.Name),
        ModelType.Entity entity => Entity(entity.Name),
        ModelType.Common common => Value(common.Type),
        ModelType.Set set => "[" + string.Join(",", Enumerable.Range(0, dice.Below(4)).Select(_ => Value(set.Element))) + "]",
        ModelType.Record record => Record(record),
        _ => "null",
    };

    private string Extension(string name)
    {
        var argument = Names.Json(dice.Pick(Literals.Good(name)));
        if (!implicitly)
        {
            return "{\"__extn\":{\"fn\":\"" + Literals.Constructor(name) + "\",\"arg\":" + argument + "}}";
        }

        return dice.Percent(50) ? argument : "{\"fn\":\"" + Literals.Constructor(name) + "\",\"arg\":" + argument + "}";
    }

    private string Entity(string type)
    {
        var uid = UidJson(type, IdOf(type));
        return implicitly ? uid : "{\"__entity\":" + uid + "}";
    }
}
