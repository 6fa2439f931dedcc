using System.Text.Json;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Syntax.Formatting;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Json;

/// <summary>Writes expressions as JSON, in the form the Cedar SDK gives the same text.</summary>
internal sealed class ExpressionJsonWriter(Utf8JsonWriter writer)
{
    public static void WriteUid(Utf8JsonWriter writer, EntityUid uid)
    {
        writer.WriteStartObject();
        writer.WriteString("type", uid.Type);
        writer.WriteString("id", uid.Id);
        writer.WriteEndObject();
    }

    public void Write(Expression expression)
    {
        switch (expression)
        {
            case Expression.And and:
                WriteChain(and.Operands, _ => "&&");
                break;
            case Expression.Or or:
                WriteChain(or.Operands, _ => "||");
                break;
            case Expression.Arithmetic arithmetic:
                WriteChain(arithmetic.Operands, i => JsonOperators.KeyOf(arithmetic.Operators[i]));
                break;
            case Expression.HasAttribute { Path.Length: > 1 } has:
                WriteHasPath(has);
                break;
            default:
                writer.WriteStartObject();
                WriteSingle(expression);
                writer.WriteEndObject();
                break;
        }
    }

    /// <summary>A chain nests to the left: all its openings come first, the operator that binds last outermost.</summary>
    private void WriteChain(ReadOnlySpan<Expression> operands, Func<int, string> keyOf)
    {
        for (var i = operands.Length - 2; i >= 0; i--)
        {
            writer.WriteStartObject();
            writer.WriteStartObject(keyOf(i));
            writer.WritePropertyName("left");
        }

        Write(operands[0]);
        foreach (var operand in operands[1..])
        {
            Write("right", operand);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
    }

    /// <summary>A path has no form of its own: it is a test of each name, each on what the names before it lead to.</summary>
    private void WriteHasPath(Expression.HasAttribute has)
    {
        var target = has.Target;
        var tests = new List<Expression>();
        foreach (var name in has.Path)
        {
            tests.Add(new Expression.HasAttribute(target, [name], has.Span));
            target = new Expression.GetAttribute(target, name, has.Span);
        }

        WriteChain([.. tests], _ => "&&");
    }

    private void Write(string name, Expression expression)
    {
        writer.WritePropertyName(name);
        Write(expression);
    }

    private void WriteSingle(Expression expression)
    {
        switch (expression)
        {
            case Expression.Literal literal:
                WriteLiteral(literal.Value);
                break;
            case Expression.Variable variable:
                writer.WriteString("Var", ScopePrinter.NameOf(variable.Name));
                break;
            case Expression.Not not:
                WriteArgument("!", not.Operand);
                break;
            case Expression.Negate negate:
                WriteArgument("neg", negate.Operand);
                break;
            case Expression.If choice:
                writer.WriteStartObject("if-then-else");
                Write("if", choice.Condition);
                Write("then", choice.Then);
                Write("else", choice.Otherwise);
                writer.WriteEndObject();
                break;
            case Expression.Comparison comparison:
                WritePair(JsonOperators.KeyOf(comparison.Operator), comparison.Left, comparison.Right);
                break;
            case Expression.GetAttribute get:
                WriteAttribute(".", get.Target, get.Name);
                break;
            case Expression.HasAttribute has:
                WriteAttribute("has", has.Target, has.Path[0]);
                break;
            case Expression.Like like:
                WriteLike(like);
                break;
            case Expression.Is isType:
                WriteIs(isType);
                break;
            case Expression.Set set:
                WriteList("Set", set.Elements);
                break;
            case Expression.Record record:
                WriteRecord(record);
                break;
            case Expression.Call call:
                WriteCall(call);
                break;
        }
    }

    private void WriteLiteral(Value value)
    {
        switch (value)
        {
            case BoolValue truth:
                writer.WriteBoolean("Value", truth.Value);
                break;
            case LongValue number:
                writer.WriteNumber("Value", number.Value);
                break;
            case StringValue text:
                writer.WriteString("Value", text.Value);
                break;
            case EntityUid uid:
                writer.WriteStartObject("Value");
                writer.WritePropertyName("__entity");
                WriteUid(writer, uid);
                writer.WriteEndObject();
                break;
        }
    }

    private void WriteArgument(string key, Expression argument)
    {
        writer.WriteStartObject(key);
        Write("arg", argument);
        writer.WriteEndObject();
    }

    private void WritePair(string key, Expression left, Expression right)
    {
        writer.WriteStartObject(key);
        Write("left", left);
        Write("right", right);
        writer.WriteEndObject();
    }

    private void WriteAttribute(string key, Expression left, string name)
    {
        writer.WriteStartObject(key);
        Write("left", left);
        writer.WriteString("attr", name);
        writer.WriteEndObject();
    }

    /// <summary>Each character is a literal of its own.</summary>
    private void WriteLike(Expression.Like like)
    {
        writer.WriteStartObject("like");
        Write("left", like.Target);
        writer.WriteStartArray("pattern");
        var isFirst = true;
        foreach (var segment in like.Pattern.Segments)
        {
            if (!isFirst)
            {
                writer.WriteStringValue("Wildcard");
            }

            isFirst = false;
            foreach (var rune in segment.EnumerateRunes())
            {
                writer.WriteStartObject();
                writer.WriteString("Literal", rune.ToString());
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteIs(Expression.Is isType)
    {
        writer.WriteStartObject("is");
        Write("left", isType.Target);
        writer.WriteString("entity_type", isType.Type.Name);
        if (isType.Ancestor is { } ancestor)
        {
            Write("in", ancestor);
        }

        writer.WriteEndObject();
    }

    private void WriteList(string key, ReadOnlySpan<Expression> elements)
    {
        writer.WriteStartArray(key);
        foreach (var element in elements)
        {
            Write(element);
        }

        writer.WriteEndArray();
    }

    private void WriteRecord(Expression.Record record)
    {
        writer.WriteStartObject("Record");
        for (var i = 0; i < record.Names.Length; i++)
        {
            Write(record.Names[i], record.Values[i]);
        }

        writer.WriteEndObject();
    }

    private void WriteCall(Expression.Call call)
    {
        var signature = FunctionSignature.Of(call.Function);
        if (!signature.IsBuiltIn)
        {
            WriteList(signature.Name, call.Arguments);
        }
        else if (call.Arguments is [var only])
        {
            WriteArgument(signature.Name, only);
        }
        else
        {
            WritePair(signature.Name, call.Arguments[0], call.Arguments[1]);
        }
    }
}
