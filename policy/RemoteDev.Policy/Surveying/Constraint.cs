using RemoteDev.Policy.Decisions;

namespace RemoteDev.Policy.Surveying;

/// <summary>Some values of one dimension.</summary>
internal sealed record Constraint(Dimension Dimension, IReadOnlyList<int> Values)
{
    public bool IsAny => Values.Count == Dimension.Values.Count;

    public string Words
    {
        get
        {
            var others = Enumerable.Range(0, Dimension.Values.Count).Except(Values).ToList();
            return others.Count < Values.Count ? $"except {Join(others)}" : Join(Values);
        }
    }

    public bool Holds(DecisionContext context) => Values.Any(value => Dimension.Values[value].Holds(context));

    /// <summary>
    /// A set of combinations as few products as can be told in words. Each combination is in exactly one product; a dimension that does
    /// not matter within a product is left out of it.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<Constraint>> Products(IReadOnlyList<Dimension> dimensions, IReadOnlyCollection<IReadOnlyList<int>> combinations) =>
        [.. Products(dimensions, combinations, 0)];

    private string Join(IEnumerable<int> values) => string.Join(" or ", values.Select(value => Dimension.Values[value].Words));

    private static IEnumerable<IReadOnlyList<Constraint>> Products(
        IReadOnlyList<Dimension> dimensions, IReadOnlyCollection<IReadOnlyList<int>> combinations, int at)
    {
        if (at == dimensions.Count)
        {
            return [[]];
        }

        return combinations
            .GroupBy(values => values[at])
            .GroupBy(
                value => string.Join('\n', value.Select(values => string.Join(',', values.Skip(at + 1))).Order(StringComparer.Ordinal)), StringComparer.Ordinal)
            .SelectMany(alike =>
            {
                var here = new Constraint(dimensions[at], [.. alike.Select(value => value.Key).Order()]);
                return Products(dimensions, [.. alike.First()], at + 1).Select(rest => here.IsAny ? rest : [here, .. rest]);
            });
    }
}
