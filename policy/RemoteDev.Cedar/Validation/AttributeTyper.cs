using System.Collections.Immutable;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Schema;

namespace RemoteDev.Cedar.Validation;

/// <summary>Types the use of attributes and tags, and of the tests for them that make it safe.</summary>
internal sealed class AttributeTyper(ExpressionTyper typer, TypingContext context)
{
    public Typed OfGet(Expression.GetAttribute get, ImmutableHashSet<Capability> prior)
    {
        var target = typer.Of(get.Target, prior);
        if (target.Type is null || AttributesOf(get.Target, target.Type) is not { } attributes)
        {
            return Typed.Faulty;
        }

        NoteDereference(target, get.Span);
        if (attributes.Find(get.Name) is not { } attribute)
        {
            ReportUnknown(get, target.Type, attributes);
            return Typed.Faulty;
        }

        if (!attribute.IsRequired && !prior.Contains(CapabilityOf(context.Numbers.Of(get.Target), get.Name)))
        {
            var written = context.Log.Quote(get.Target.Span);
            context.Log.Error(
                get.Span,
                FindingCode.UnprovenAttribute,
                $"{TypeText.Attribute(get.Name)} is optional: test for it first, as in `{written} has {TypeText.Word(get.Name)} && …`");
            return Typed.Faulty;
        }

        return new Typed(attribute.Type, Typed.Nothing, ReachOf(target, get.Name));
    }

    /// <summary><c>has a.b.c</c> is <c>has a</c>, and then each further name of what the one before holds.</summary>
    public Typed OfHas(Expression.HasAttribute has, ImmutableHashSet<Capability> prior)
    {
        var target = typer.Of(has.Target, prior);
        var number = context.Numbers.Of(has.Target);
        var (type, proven) = (TypeJoin.True, Typed.Nothing);
        foreach (var name in has.Path)
        {
            if (target.Type is null || AttributesOf(has.Target, target.Type) is not { } attributes)
            {
                return Typed.Faulty;
            }

            NoteDereference(target, has.Span);
            if (attributes.Find(name) is not { } attribute)
            {
                return TypeJoin.False;
            }

            // That the schema requires an attribute says nothing of an entity that is not stored.
            var capability = CapabilityOf(number, name);
            if (!prior.Contains(capability) && !(attribute.IsRequired && target.Type is CedarType.Record))
            {
                type = TypeJoin.AnyBool;
            }

            proven = proven.Add(capability);
            target = new Typed(attribute.Type, Typed.Nothing, ReachOf(target, name));
            number = context.Numbers.OfAttribute(number, name);
        }

        return new Typed(type, proven);
    }

    public Typed OfHasTag(Expression.Call call, ImmutableHashSet<Capability> prior)
    {
        if (TagsOf(call, prior) is not { } target)
        {
            return TypeJoin.AnyBool;
        }

        if (target.Tags is null)
        {
            return TypeJoin.False;
        }

        var capability = CapabilityOf(call);
        return new Typed(prior.Contains(capability) ? TypeJoin.True : TypeJoin.AnyBool, [capability]);
    }

    public Typed OfGetTag(Expression.Call call, ImmutableHashSet<Capability> prior)
    {
        if (TagsOf(call, prior) is not { } target)
        {
            return Typed.Faulty;
        }

        if (target.Tags is null)
        {
            context.Log.Error(call.Span, FindingCode.NoTags, $"a `{TypeText.Cut(target.Entity)}` has no tags");
            return Typed.Faulty;
        }

        if (!prior.Contains(CapabilityOf(call)))
        {
            var (entity, tag) = (context.Log.Quote(call.Arguments[0].Span), context.Log.Quote(call.Arguments[1].Span));
            context.Log.Error(
                call.Span, FindingCode.UnprovenTag, $"the tag may be absent: test for it first, as in `{entity}.hasTag({tag}) && …`");
            return Typed.Faulty;
        }

        return new Typed(target.Tags, Typed.Nothing, new EntityReach.Beyond(target.Reach));
    }

    /// <summary>The attributes of a record or an entity; null, and reported, of anything else.</summary>
    private RecordType? AttributesOf(Expression target, CedarType type)
    {
        switch (type)
        {
            case CedarType.Record record:
                return record.Attributes;
            case CedarType.Entity entity:
                return context.Schema.Schema.EntityTypes.GetValueOrDefault(entity.Name)?.Attributes ?? RecordType.Empty;
            default:
                typer.Mismatch(target, type, "an entity or a record", found => found switch
                {
                    CedarType.Set => ": to look into a set use `contains`, `containsAll` or `containsAny`",
                    CedarType.Text => ": to look into a string use `like`",
                    _ => "",
                });
                return null;
        }
    }

    private void ReportUnknown(Expression.GetAttribute get, CedarType type, RecordType attributes)
    {
        var owner = type switch
        {
            CedarType.Entity entity => $"a `{TypeText.Cut(entity.Name)}`",
            _ when get.Target is Expression.Variable => $"the context of `{TypeText.Cut(context.Kind.Action.Uid.ToString())}`",
            _ => $"`{context.Log.Quote(get.Target.Span)}`",
        };
        var hint = attributes.Attributes.Count == 0 ? ", nor any other" : NameGuess.Among(get.Name, attributes.Attributes.Keys);
        context.Log.Error(get.Span, FindingCode.UnknownAttribute, $"{owner} has no attribute {TypeText.Attribute(get.Name)}{hint}");
    }

    /// <summary>The type of the tags of what a call is made on; null when the call is wrong anyway.</summary>
    private (string Entity, CedarType? Tags, EntityReach? Reach)? TagsOf(Expression.Call call, ImmutableHashSet<Capability> prior)
    {
        var target = typer.ExpectEntity(call.Arguments[0], prior);
        var tag = typer.Expect(call.Arguments[1], prior, TypeJoin.Text);
        context.Dereference(target, call.Span);
        if (target.Type is not CedarType.Entity entity || tag.Type is null)
        {
            return null;
        }

        return (entity.Name, context.Schema.Schema.EntityTypes.GetValueOrDefault(entity.Name)?.Tags, target.Reach);
    }

    private void NoteDereference(Typed target, SourceSpan span)
    {
        if (target.Type is CedarType.Entity)
        {
            context.Dereference(target, span);
        }
    }

    private static EntityReach ReachOf(Typed target, string name) =>
        target.Type is CedarType.Entity ? new EntityReach.Beyond(target.Reach) : new EntityReach.Inside(target.Reach, name);

    private Capability CapabilityOf(int target, string name) => new(target, context.Numbers.OfName(name), IsTag: false);

    private Capability CapabilityOf(Expression.Call call) =>
        new(context.Numbers.Of(call.Arguments[0]), context.Numbers.Of(call.Arguments[1]), IsTag: true);
}
