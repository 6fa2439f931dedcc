using System.Text;

namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>Writes policies and templates about one action, its principals and its resources, most of the time.</summary>
internal sealed class PolicyWriter(Dice dice, Model model)
{
    private static readonly string[] Annotations = ["@id(\"x\")", "@reason(\"be\\u{61}use\")", "@if(\"\")", "@alone", "@note(\"\\\"q\\\" é\")"];

    private readonly StringBuilder _text = new();
    private readonly ValueWriter _values = new(dice, model, implicitly: false);

    /// <summary>One policy in text.</summary>
    /// <param name="action">The action it is about.</param>
    /// <param name="principal">The type of principal it is about.</param>
    /// <param name="resource">The type of resource it is about.</param>
    /// <param name="isTemplate">Whether it has a slot for the principal, the resource or both.</param>
    public string Write(ModelAction action, string principal, string resource, bool isTemplate)
    {
        var wild = dice.Percent(20) ? 6 : 0;
        var slots = isTemplate ? 1 + dice.Below(3) : 0;
        _text.Clear();
        if (dice.Percent(15))
        {
            _text.Append(dice.Pick(Annotations)).Append(dice.Pick(" ", "\n", " // why\n"));
        }

        _text.Append(dice.Percent(70) ? "permit" : "forbid").Append(dice.Pick(" (", "("));
        Scope("principal", principal, (slots & 1) != 0, wild);
        _text.Append(dice.Pick(", ", ",\n  "));
        ActionScope(action, wild);
        _text.Append(", ");
        Scope("resource", resource, (slots & 2) != 0, wild);
        _text.Append(dice.Percent(10) ? ",)" : ")");
        var writer = new ExpressionWriter(dice, model, model.Paths(principal, action, resource), wild);
        for (var clauses = dice.Pick(0, 1, 1, 1, 1, 2); clauses > 0; clauses--)
        {
            _text.Append(dice.Pick(" ", "\n")).Append(dice.Percent(75) ? "when" : "unless").Append(dice.Pick(" { ", "{", " {\n  // so\n  "));
            _text.Append(writer.Condition(dice.Pick(1, 2, 2, 3))).Append(" }");
        }

        return _text.Append(';').ToString();
    }

    private void Scope(string variable, string type, bool slot, int wild)
    {
        if (dice.Percent(wild))
        {
            type = dice.PickFrom(model.Entities).Name;
        }

        _text.Append(variable);
        var entity = slot ? "?" + variable : null;
        switch (slot ? 4 + dice.Below(4) : dice.Below(11))
        {
            case <= 3:
                _text.Append(" is ").Append(type);
                break;
            case 4:
                _text.Append(" == ").Append(entity ?? Uid(type));
                break;
            case 5:
                _text.Append(" in ").Append(entity ?? Uid(ParentOf(type)));
                break;
            case 6 or 7:
                _text.Append(" is ").Append(type).Append(" in ").Append(entity ?? Uid(ParentOf(type)));
                break;
        }
    }

    private void ActionScope(ModelAction action, int wild)
    {
        if (dice.Percent(wild))
        {
            action = dice.PickFrom(model.Actions);
        }

        var uid = Names.Uid(action.Type, action.Id);
        _text.Append("action");
        switch (dice.Below(10))
        {
            case <= 4:
                _text.Append(" == ").Append(uid);
                break;
            case 5:
                _text.Append(" in [").Append(uid).Append(']');
                break;
            case 6:
                _text.Append(" in [").Append(uid).Append(", ").Append(Names.Uid(action.Type, dice.PickFrom(model.Actions).Id)).Append(']');
                break;
            case 7 or 8:
                _text.Append(" in ").Append(action.Groups.Count > 0 ? Names.Uid(action.Type, action.Groups[0]) : uid);
                break;
            case 9 when dice.Percent(20):
                _text.Append(" in []");
                break;
        }
    }

    private string ParentOf(string type) => model.Find(type)?.Parents is { Count: > 0 } parents ? parents[0] : type;

    private string Uid(string type) => Names.Uid(type, _values.IdOf(type));
}
