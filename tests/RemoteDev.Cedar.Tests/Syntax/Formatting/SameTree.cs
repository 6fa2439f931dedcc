using System.Collections;
using System.Reflection;
using RemoteDev.Cedar.Ast;

namespace RemoteDev.Cedar.Tests.Syntax.Formatting;

/// <summary>Compares trees property by property, all but their spans: slow, and independent of the printer it judges.</summary>
internal static class SameTree
{
    public static bool Are(CedarPolicy left, CedarPolicy right) =>
        left.Effect == right.Effect
        && left.WrittenAnnotations.Select(annotation => (annotation.Key, annotation.Value, annotation.HasValue))
            .SequenceEqual(right.WrittenAnnotations.Select(annotation => (annotation.Key, annotation.Value, annotation.HasValue)))
        && Are((object)left.Scope, right.Scope) && Are((object)left.Conditions, right.Conditions);

    private static bool Are(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (Value or string or Enum, _) => left.Equals(right),
        (LikePattern a, LikePattern b) => a.Segments.SequenceEqual(b.Segments),
        (IEnumerable a, IEnumerable b) => Are([.. a.Cast<object>()], [.. b.Cast<object>()]),
        _ => left.GetType() == right.GetType() && left.GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.Name != nameof(Expression.References))
            .All(property => Are(WithoutPlace(property.GetValue(left)), WithoutPlace(property.GetValue(right)))),
    };

    private static bool Are(object[] left, object[] right) => left.Length == right.Length && left.Zip(right).All(pair => Are(pair.First, pair.Second));

    // Whether there is a place, as for a slot, is part of the tree; where it is, is not.
    private static object? WithoutPlace(object? value) => value is SourceSpan ? "a place" : value;
}
