using RemoteDev.Policy.Decisions;

namespace RemoteDev.Policy.Surveying;

/// <summary>Every combination of the circumstances that some policies read. A combination is a number below <see cref="Count"/>.</summary>
internal sealed class Circumstances
{
    /// <summary>More combinations are not tried.</summary>
    public const int Most = 4096;

    private readonly int[][] _combinations;

    public Circumstances(IReadOnlyList<Dimension> dimensions)
    {
        Dimensions = dimensions;
        var all = dimensions.Aggregate(1L, (count, dimension) => Math.Min(count * dimension.Values.Count, int.MaxValue));
        IsComplete = all <= Most;
        _combinations = IsComplete ? [.. Product((int)all)] : [.. OneByOne()];
    }

    public IReadOnlyList<Dimension> Dimensions { get; }

    /// <summary>False when there were too many combinations, so that dimensions were varied one at a time.</summary>
    public bool IsComplete { get; }

    public int Count => _combinations.Length;

    /// <summary>The value of each dimension in a combination.</summary>
    public IReadOnlyList<int> ValuesOf(int combination) => _combinations[combination];

    public DecisionContext Apply(int combination, DecisionContext context)
    {
        var values = _combinations[combination];
        for (var i = 0; i < values.Length; i++)
        {
            context = Dimensions[i].Values[values[i]].Apply(context);
        }

        return context;
    }

    private IEnumerable<int[]> Product(int count)
    {
        for (var number = 0; number < count; number++)
        {
            var values = new int[Dimensions.Count];
            var rest = number;
            for (var i = values.Length - 1; i >= 0; i--)
            {
                (rest, values[i]) = Math.DivRem(rest, Dimensions[i].Values.Count);
            }

            yield return values;
        }
    }

    private IEnumerable<int[]> OneByOne()
    {
        yield return new int[Dimensions.Count];
        for (var i = 0; i < Dimensions.Count; i++)
        {
            for (var value = 1; value < Dimensions[i].Values.Count; value++)
            {
                var values = new int[Dimensions.Count];
                values[i] = value;
                yield return values;
            }
        }
    }
}
