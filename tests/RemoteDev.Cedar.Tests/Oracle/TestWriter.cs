using System.Text;

namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>Writes what compares and asks: everything of type Bool that is not put together from others.</summary>
internal sealed class TestWriter(
    Dice dice,
    Model model,
    StringBuilder text,
    IReadOnlyList<ModelPath> paths,
    Action<ModelType, Level, int> any,
    Func<ModelType, int, bool> path,
    Action<string> guard)
{
    private static readonly ModelType[] Comparable = [ModelType.Long, ModelType.Datetime, ModelType.Duration];

    public void Write(int depth)
    {
        switch (dice.Below(depth > 0 ? 20 : 5))
        {
            case 0 when path(ModelType.Bool, 100):
                break;
            case <= 2:
                Binary(SomeType(), dice.Pick(" == ", " != "), Level.Add, Level.Add, depth);
                break;
            case 3 or 4 or 5:
                Binary(dice.Pick(Comparable), dice.Pick(" < ", " <= ", " > ", " >= "), Level.Add, Level.Add, depth);
                break;
            case 6 or 7:
                In(depth);
                break;
            case 8:
                Is(depth);
                break;
            case 9 or 10:
                Has();
                break;
            case 11:
                any(ModelType.Text, Level.Add, depth - 1);
                text.Append(" like ").Append(Spelling.Pattern(dice.Pick(Literals.Texts), dice));
                break;
            case 12 or 13:
                Contains(depth);
                break;
            case 14:
                HasTag(depth);
                break;
            case 15:
                Method(ModelType.Decimal, dice.Pick(".lessThan(", ".lessThanOrEqual(", ".greaterThan(", ".greaterThanOrEqual("), ModelType.Decimal, depth);
                break;
            case 16:
                Method(ModelType.Ip, ".isInRange(", ModelType.Ip, depth);
                break;
            case 17:
                any(ModelType.Ip, Level.Member, depth - 1);
                text.Append(dice.Pick(".isIpv4()", ".isIpv6()", ".isLoopback()", ".isMulticast()"));
                break;
            default:
                Binary(SomeType(), " == ", Level.Add, Level.Add, depth);
                break;
        }
    }

    private void Binary(ModelType type, string operation, Level left, Level right, int depth)
    {
        any(type, left, depth - 1);
        text.Append(operation);
        any(type, right, depth - 1);
    }

    private void Method(ModelType on, string name, ModelType argument, int depth)
    {
        any(on, Level.Member, depth - 1);
        text.Append(name);
        any(argument, Level.If, depth - 1);
        text.Append(')');
    }

    private void In(int depth)
    {
        var left = SomeEntity();
        var parents = model.Find(left.Name)?.Parents ?? [];
        var right = new ModelType.Entity(parents.Count > 0 && dice.Percent(80) ? dice.PickFrom(parents) : left.Name);
        any(left, Level.Add, depth - 1);
        text.Append(" in ");
        any(dice.Percent(60) ? right : new ModelType.Set(right), Level.Add, depth - 1);
    }

    private void Is(int depth)
    {
        var left = SomeEntity();
        any(left, Level.Add, depth - 1);
        text.Append(" is ").Append(dice.Percent(70) ? left.Name : dice.PickFrom(model.Entities).Name);
        if (dice.Percent(35))
        {
            text.Append(" in ");
            any(left, Level.Add, depth - 1);
        }
    }

    private void Has()
    {
        var records = paths.Where(candidate => candidate.Type is ModelType.Record or ModelType.Entity).ToArray();
        var chosen = dice.PickFrom(records);
        foreach (var needed in chosen.Guards)
        {
            guard(needed);
        }

        var fields = chosen.Type is ModelType.Record record ? record.Fields : model.Find(((ModelType.Entity)chosen.Type).Name)?.Shape.Fields ?? [];
        var name = fields.Count > 0 && dice.Percent(85) ? dice.PickFrom(fields).Name : dice.Pick(Literals.Attributes);
        text.Append(chosen.Text).Append(" has ");
        if (Names.IsIdentifier(name) && dice.Percent(20))
        {
            text.Append(name).Append('.').Append(dice.Pick("flag", "count", "label", "owner", "info"));
            return;
        }

        text.Append(dice.Percent(80) ? Names.Key(name) : Spelling.Of(name, dice));
    }

    private void Contains(int depth)
    {
        var sets = paths.Where(candidate => candidate.Type is ModelType.Set).ToArray();
        var set = sets.Length > 0 && dice.Percent(70) ? (ModelType.Set)dice.PickFrom(sets).Type : new ModelType.Set(SomeType());
        any(set, Level.Member, depth - 1);
        switch (dice.Below(5))
        {
            case 0:
                text.Append(".isEmpty()");
                return;
            case 1 or 2:
                text.Append(".contains(");
                any(set.Element, Level.If, depth - 1);
                break;
            default:
                text.Append(dice.Pick(".containsAll(", ".containsAny("));
                any(set, Level.If, depth - 1);
                break;
        }

        text.Append(')');
    }

    private void HasTag(int depth)
    {
        var entities = paths.Where(candidate => candidate.Type is ModelType.Entity).ToArray();
        var chosen = dice.PickFrom(entities);
        foreach (var needed in chosen.Guards)
        {
            guard(needed);
        }

        text.Append(chosen.Text).Append(".hasTag(");
        any(ModelType.Text, Level.If, depth - 1);
        text.Append(')');
    }

    private ModelType.Entity SomeEntity() => dice.Percent(60)
        ? (ModelType.Entity)dice.PickFrom(paths.Where(candidate => candidate.Type is ModelType.Entity).ToArray()).Type
        : new ModelType.Entity(dice.PickFrom(model.Entities).Name);

    private ModelType SomeType() => dice.Percent(75) ? dice.PickFrom(paths).Type : dice.Pick(ModelType.Text, ModelType.Long, ModelType.Ip, ModelType.Datetime);
}
