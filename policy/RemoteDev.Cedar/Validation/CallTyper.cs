using System.Collections.Frozen;
using System.Collections.Immutable;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Schema;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Validation;

/// <summary>Types functions and methods, sets and records.</summary>
internal sealed class CallTyper(ExpressionTyper typer, TypingContext context, AttributeTyper attributes)
{
    private static readonly CedarType Decimal = new CedarType.Extension("decimal");
    private static readonly CedarType Ip = new CedarType.Extension("ipaddr");
    private static readonly CedarType Datetime = new CedarType.Extension("datetime");
    private static readonly CedarType Duration = new CedarType.Extension("duration");

    private static readonly FrozenDictionary<Function, Signature> Signatures = new Dictionary<Function, Signature>
    {
        [Function.Decimal] = new(Decimal, TypeJoin.Text),
        [Function.DecimalLessThan] = new(TypeJoin.AnyBool, Decimal, Decimal),
        [Function.DecimalLessThanOrEqual] = new(TypeJoin.AnyBool, Decimal, Decimal),
        [Function.DecimalGreaterThan] = new(TypeJoin.AnyBool, Decimal, Decimal),
        [Function.DecimalGreaterThanOrEqual] = new(TypeJoin.AnyBool, Decimal, Decimal),
        [Function.Ip] = new(Ip, TypeJoin.Text),
        [Function.IsIpv4] = new(TypeJoin.AnyBool, Ip),
        [Function.IsIpv6] = new(TypeJoin.AnyBool, Ip),
        [Function.IsLoopback] = new(TypeJoin.AnyBool, Ip),
        [Function.IsMulticast] = new(TypeJoin.AnyBool, Ip),
        [Function.IsInRange] = new(TypeJoin.AnyBool, Ip, Ip),
        [Function.Datetime] = new(Datetime, TypeJoin.Text),
        [Function.Offset] = new(Datetime, Datetime, Duration),
        [Function.DurationSince] = new(Duration, Datetime, Datetime),
        [Function.ToDate] = new(Datetime, Datetime),
        [Function.ToTime] = new(Duration, Datetime),
        [Function.Duration] = new(Duration, TypeJoin.Text),
        [Function.ToMilliseconds] = new(TypeJoin.Long, Duration),
        [Function.ToSeconds] = new(TypeJoin.Long, Duration),
        [Function.ToMinutes] = new(TypeJoin.Long, Duration),
        [Function.ToHours] = new(TypeJoin.Long, Duration),
        [Function.ToDays] = new(TypeJoin.Long, Duration),
    }.ToFrozenDictionary();

    public Typed OfCall(Expression.Call call, ImmutableHashSet<Capability> prior) => call.Function switch
    {
        Function.Contains => OfContains(call, prior),
        Function.ContainsAll or Function.ContainsAny => OfContainsMany(call, prior),
        Function.IsEmpty => OfIsEmpty(call, prior),
        Function.HasTag => attributes.OfHasTag(call, prior),
        Function.GetTag => attributes.OfGetTag(call, prior),
        _ => OfExtension(call, prior),
    };

    public Typed OfSet(Expression.Set set, ImmutableHashSet<Capability> prior)
    {
        if (set.Elements.Length == 0)
        {
            context.Log.Error(
                set.Span, FindingCode.EmptySet, "an empty set cannot be used in a policy: to ask whether a set is empty use `isEmpty`");
            return Typed.Faulty;
        }

        CedarType? element = null;
        var isFaulty = false;
        foreach (var expression in set.Elements)
        {
            var next = typer.Of(expression, prior).Type;
            if (next is null || isFaulty)
            {
                isFaulty = true;
            }
            else if (element is null)
            {
                element = next;
            }
            else if (TypeJoin.Of(element, next) is { } joined)
            {
                element = joined;
            }
            else
            {
                context.Log.Error(
                    set.Span,
                    FindingCode.TypesDiffer,
                    $"the elements of a set must be of one type, and these are {TypeText.Of(element)} and {TypeText.Of(next)}"
                    + TypeJoin.Reason(element, next));
                isFaulty = true;
            }
        }

        return isFaulty ? Typed.Faulty : new CedarType.Set(element);
    }

    public Typed OfRecord(Expression.Record record, ImmutableHashSet<Capability> prior)
    {
        var types = new List<KeyValuePair<string, AttributeType>>(record.Names.Length);
        var reaches = new Dictionary<string, EntityReach?>(StringComparer.Ordinal);
        var isFaulty = false;
        for (var i = 0; i < record.Names.Length; i++)
        {
            var value = typer.Of(record.Values[i], prior);
            reaches.Add(record.Names[i], value.Reach);
            if (value.Type is null)
            {
                isFaulty = true;
            }
            else
            {
                types.Add(KeyValuePair.Create(record.Names[i], new AttributeType(value.Type, IsRequired: true)));
            }
        }

        return isFaulty
            ? Typed.Faulty
            : new Typed(new CedarType.Record(new RecordType(types)), Typed.Nothing, new EntityReach.Spelled(reaches));
    }

    private Typed OfContains(Expression.Call call, ImmutableHashSet<Capability> prior)
    {
        var (set, element) = (ExpectSet(call.Arguments[0], prior, SetHint), typer.Of(call.Arguments[1], prior).Type);
        if (set?.Element is { } inside && element is not null && TypeJoin.Of(inside, element) is null)
        {
            context.Log.Error(
                call.Span,
                FindingCode.TypesDiffer,
                $"a set of {TypeText.Of(inside)} never contains a {TypeText.Of(element)}{TypeJoin.Reason(inside, element)}");
        }

        return TypeJoin.AnyBool;
    }

    private Typed OfContainsMany(Expression.Call call, ImmutableHashSet<Capability> prior)
    {
        var left = ExpectSet(call.Arguments[0], prior, SetHint);
        var right = ExpectSet(call.Arguments[1], prior, _ => ": to ask for a single element use `contains`");
        if (left?.Element is { } one && right?.Element is { } other && TypeJoin.Of(one, other) is null)
        {
            context.Log.Error(
                call.Span,
                FindingCode.TypesDiffer,
                $"a set of {TypeText.Of(one)} and one of {TypeText.Of(other)} have nothing in common{TypeJoin.Reason(one, other)}");
        }

        return TypeJoin.AnyBool;
    }

    private Typed OfIsEmpty(Expression.Call call, ImmutableHashSet<Capability> prior)
    {
        ExpectSet(call.Arguments[0], prior, found => found is CedarType.Text ? ": to ask whether a string is empty use `== \"\"`" : "");
        return TypeJoin.AnyBool;
    }

    private static string SetHint(CedarType found) => found switch
    {
        CedarType.Entity => ": to ask whether an entity is in another use `in`",
        CedarType.Record => ": to ask for an attribute use `has`",
        CedarType.Text => ": to look into a string use `like`",
        _ => "",
    };

    private CedarType.Set? ExpectSet(Expression expression, ImmutableHashSet<Capability> prior, Func<CedarType, string> hint)
    {
        var found = typer.Of(expression, prior).Type;
        if (found is null or CedarType.Set)
        {
            return (CedarType.Set?)found;
        }

        typer.Mismatch(expression, found, "a set", hint);
        return null;
    }

    private Typed OfExtension(Expression.Call call, ImmutableHashSet<Capability> prior)
    {
        var signature = Signatures[call.Function];
        if (call.Arguments.Length != signature.Arguments.Length)
        {
            ReportCount(call);
            foreach (var argument in call.Arguments)
            {
                typer.Of(argument, prior);
            }

            return signature.Result;
        }

        for (var i = 0; i < call.Arguments.Length; i++)
        {
            typer.Expect(call.Arguments[i], prior, signature.Arguments[i]);
        }

        if (call.Function is Function.Decimal or Function.Ip or Function.Datetime or Function.Duration)
        {
            CheckLiteral(call);
        }

        return signature.Result;
    }

    private void ReportCount(Expression.Call call)
    {
        // What a method is called on is not one of its arguments to those who write it.
        var known = FunctionSignature.Of(call.Function);
        var receiver = known.IsMethod ? 1 : 0;
        var expected = (known.ArgumentCount - receiver) switch
        {
            0 => "no argument",
            1 => "one argument",
            var count => $"{count} arguments",
        };
        context.Log.Error(
            call.Span, FindingCode.WrongArgumentCount, $"`{known.Name}` takes {expected}, not {call.Arguments.Length - receiver}");
    }

    private void CheckLiteral(Expression.Call call)
    {
        var name = FunctionSignature.Of(call.Function).Name;
        if (call.Arguments[0] is not Expression.Literal literal)
        {
            context.Log.Error(
                call.Span,
                FindingCode.NotLiteral,
                $"`{name}` takes a string literal here: what is known only with the request belongs into its context, or into an entity, "
                + $"as a value of type {TypeText.Of(Signatures[call.Function].Result)}");
        }
        else if (literal.Value is StringValue text && Functions.Construct(call.Function, text.Value) is null)
        {
            var example = call.Function switch
            {
                Function.Decimal => "a decimal, such as \"12.34\" with one to four digits after the point",
                Function.Ip => "an address or a range of them, such as \"192.0.2.7\" or \"2001:db8::/32\"",
                Function.Datetime => "a date or time, such as \"2026-03-01\" or \"2026-03-01T09:30:00Z\"",
                _ => "a duration, such as \"1d2h30m\"",
            };
            context.Log.Error(literal.Span, FindingCode.BadLiteral, $"{TypeText.Cut(StringValue.Quote(text.Value))} is not {example}");
        }
    }

    private sealed record Signature(CedarType Result, params CedarType[] Arguments);
}
