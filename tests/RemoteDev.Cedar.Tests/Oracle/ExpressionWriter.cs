using System.Text;

namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>Writes expressions that have the type asked for, as often as <paramref name="wildPercent"/> allows.</summary>
/// <param name="dice">Chance.</param>
/// <param name="model">The schema.</param>
/// <param name="paths">The values at hand.</param>
/// <param name="wildPercent">How many of a hundred parts are of another type than they should be.</param>
internal sealed class ExpressionWriter(Dice dice, Model model, IReadOnlyList<ModelPath> paths, int wildPercent)
{
    private static readonly ModelType[] Scalars =
    [
        ModelType.Long, ModelType.Text, ModelType.Bool, ModelType.Ip, ModelType.Decimal, ModelType.Datetime, ModelType.Duration,
        new ModelType.Set(ModelType.Long), new ModelType.Set(ModelType.Text), new ModelType.Record([new ModelField("a", ModelType.Long, IsRequired: true)]),
    ];

    private readonly ValueWriter _values = new(dice, model, implicitly: false);
    private readonly StringBuilder _text = new();
    private List<string> _guards = [];

    public string Condition(int depth)
    {
        _text.Clear();
        Bool(Level.If, depth);
        return _text.ToString();
    }

    /// <summary>An expression of <paramref name="type"/> that can stand where the grammar wants at least <paramref name="need"/>.</summary>
    private void Any(ModelType type, Level need, int depth)
    {
        if (dice.Percent(wildPercent))
        {
            type = SomeType();
        }

        if (depth > 0 && dice.Percent(6))
        {
            Wrapped(Level.If, need, () => If(type, depth - 1));
            return;
        }

        if (type.Resolved is not ModelType.Plain { Name: "Bool" } && Path(type, chance: depth > 0 ? 55 : 70))
        {
            return;
        }

        switch (type.Resolved)
        {
            case ModelType.Plain { Name: "Bool" }:
                Bool(need, depth);
                break;
            case ModelType.Plain { Name: "Long" }:
                Long(need, depth);
                break;
            case ModelType.Plain:
                if (depth <= 0 || !Tag(type, depth))
                {
                    _text.Append(Spelling.Of(dice.Pick(Literals.Texts), dice));
                }

                break;
            case ModelType.Extension extension:
                Extension(extension, depth);
                break;
            case ModelType.Entity entity:
                _text.Append(Names.Uid(entity.Name, _values.IdOf(entity.Name)));
                break;
            case ModelType.Set set:
                Listed(dice.Percent(10) ? 0 : 1 + dice.Below(3), () => Any(set.Element, Level.If, depth - 1));
                break;
            case ModelType.Record record:
                Record(record, depth);
                break;
        }
    }

    private void Bool(Level need, int depth)
    {
        if (dice.Percent(wildPercent))
        {
            Any(SomeType(), need, depth - 1);
            return;
        }

        switch (depth <= 0 ? dice.Below(2) : dice.Below(14))
        {
            case 0:
                _text.Append(dice.Percent(50) ? "true" : "false");
                break;
            case 1 or 2:
                Guarded(need, () => Test(depth));
                break;
            case 3 or 4:
                Wrapped(Level.And, need, () => Pair(" && ", Level.And, Level.Relation, depth));
                break;
            case 5 or 6:
                Wrapped(Level.Or, need, () => Pair(" || ", Level.Or, Level.And, depth));
                break;
            case 7:
                Wrapped(Level.Unary, need, () =>
                {
                    _text.Append('!', dice.Percent(80) ? 1 : 1 + dice.Below(4));
                    Bool(Level.Member, depth - 1);
                });
                break;
            case 8 when dice.Percent(40):
                Wrapped(Level.If, need, () => If(ModelType.Bool, depth - 1));
                break;
            default:
                Guarded(need, () => Test(depth));
                break;
        }
    }

    private void Test(int depth)
    {
        var test = new TestWriter(dice, model, _text, paths, Any, Path, _guards.Add);
        test.Write(depth);
    }

    private void Pair(string operation, Level left, Level right, int depth)
    {
        Bool(left, depth - 1);
        _text.Append(operation);
        Bool(right, depth - 1);
    }

    private void If(ModelType type, int depth)
    {
        _text.Append("if ");
        Bool(Level.If, depth);
        _text.Append(" then ");
        Any(type, Level.If, depth);
        _text.Append(" else ");
        Any(type, Level.If, depth);
    }

    private void Long(Level need, int depth)
    {
        if (depth <= 0 || dice.Percent(50))
        {
            // A sign makes it a unary expression.
            var literal = dice.Pick(Literals.Longs);
            Wrapped(literal[0] == '-' ? Level.Unary : Level.Member, need, () => _text.Append(literal));
            return;
        }

        switch (dice.Below(6))
        {
            case 0 or 1:
                Wrapped(Level.Add, need, () => Sum(dice.Percent(50) ? " + " : " - ", Level.Add, Level.Multiply, depth));
                break;
            case 2:
                Wrapped(Level.Multiply, need, () => Sum(" * ", Level.Multiply, Level.Unary, depth));
                break;
            case 3:
                Wrapped(Level.Unary, need, () =>
                {
                    _text.Append('-', dice.Percent(80) ? 1 : 1 + dice.Below(3));
                    Any(ModelType.Long, Level.Member, depth - 1);
                });
                break;
            default:
                Any(ModelType.Duration, Level.Member, depth - 1);
                _text.Append(dice.Pick(".toMilliseconds()", ".toSeconds()", ".toMinutes()", ".toHours()", ".toDays()"));
                break;
        }
    }

    private void Sum(string operation, Level left, Level right, int depth)
    {
        Any(ModelType.Long, left, depth - 1);
        _text.Append(operation);
        Any(ModelType.Long, right, depth - 1);
    }

    private void Extension(ModelType.Extension type, int depth)
    {
        var method = depth > 0 && dice.Percent(40) ? type.Name : "";
        switch (method)
        {
            case "datetime":
                Any(ModelType.Datetime, Level.Member, depth - 1);
                if (dice.Percent(40))
                {
                    _text.Append(".toDate()");
                    break;
                }

                _text.Append(".offset(");
                Any(ModelType.Duration, Level.If, depth - 1);
                _text.Append(')');
                break;
            case "duration":
                Any(ModelType.Datetime, Level.Member, depth - 1);
                if (dice.Percent(40))
                {
                    _text.Append(".toTime()");
                    break;
                }

                _text.Append(".durationSince(");
                Any(ModelType.Datetime, Level.If, depth - 1);
                _text.Append(')');
                break;
            default:
                _text.Append(Literals.Constructor(type.Name)).Append('(');
                if (dice.Percent(wildPercent))
                {
                    Any(ModelType.Text, Level.If, depth - 1);
                }
                else
                {
                    _text.Append(Names.Quote(dice.Pick(dice.Percent(93) ? Literals.Good(type.Name) : Literals.Bad(type.Name))));
                }

                _text.Append(')');
                break;
        }
    }

    private void Record(ModelType.Record record, int depth)
    {
        _text.Append('{');
        var first = true;
        foreach (var field in record.Fields)
        {
            if (dice.Percent(field.IsRequired ? 100 - wildPercent : 50))
            {
                _text.Append(first ? "" : ", ").Append(Names.Key(field.Name)).Append(": ");
                Any(field.Type, Level.If, depth - 1);
                first = false;
            }
        }

        _text.Append('}');
    }

    private bool Tag(ModelType type, int depth)
    {
        var tagged = paths.Where(path => path.Type is ModelType.Entity entity && model.Find(entity.Name)?.Tags?.Key == type.Key).ToArray();
        if (tagged.Length == 0 || dice.Percent(50))
        {
            return false;
        }

        var path = dice.PickFrom(tagged);
        var key = dice.Percent(70) ? Names.Quote(Literals.Texts[dice.Below(4)]) : null;
        _guards.AddRange(path.Guards);
        _text.Append(path.Text).Append(".getTag(");
        if (key is not null)
        {
            _guards.Add(path.Text + ".hasTag(" + key + ")");
            _text.Append(key);
        }
        else
        {
            Any(ModelType.Text, Level.If, depth - 1);
        }

        _text.Append(')');
        return true;
    }

    private bool Path(ModelType type, int chance)
    {
        if (!dice.Percent(chance))
        {
            return false;
        }

        var fitting = paths.Where(path => path.Type.Key == type.Key).ToArray();
        if (fitting.Length == 0)
        {
            return false;
        }

        var path = dice.PickFrom(fitting);
        _guards.AddRange(path.Guards);
        _text.Append(path.Text);
        return true;
    }

    /// <summary>Writes a test after what guards the optional attributes in it, most of the time.</summary>
    private void Guarded(Level need, Action write)
    {
        var outer = _guards;
        _guards = [];
        var start = _text.Length;
        Wrapped(Level.Relation, Level.Relation, write);
        var guards = _guards.Distinct(StringComparer.Ordinal).ToArray();
        _guards = outer;
        var guarded = guards.Length > 0 && dice.Percent(88);
        var test = _text.ToString(start, _text.Length - start);
        _text.Length = start;
        Wrapped(guarded ? Level.And : Level.Relation, need, () =>
            _text.Append(guarded ? string.Join(" && ", guards) + " && " : "").Append(test));
    }

    private void Listed(int count, Action write)
    {
        _text.Append('[');
        for (var i = 0; i < count; i++)
        {
            _text.Append(i == 0 ? "" : ", ");
            write();
        }

        _text.Append(']');
    }

    private void Wrapped(Level own, Level need, Action write)
    {
        var wrap = own < need || dice.Percent(4);
        _text.Append(wrap ? "(" : "");
        write();
        _text.Append(wrap ? ")" : "");
    }

    private ModelType SomeType() => dice.Percent(30) ? dice.PickFrom(paths).Type : dice.Pick(Scalars);
}
