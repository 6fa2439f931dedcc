namespace RemoteDev.Cedar.Values;

/// <summary>
/// The names of a record that is made again and again, such as the context of every request. Checked once, so that a record of the shape
/// costs its values alone.
/// </summary>
internal sealed class RecordShape
{
    private readonly string[] _names;

    /// <summary>A shape with these attributes.</summary>
    /// <param name="names">The names, all different and in ordinal order.</param>
    /// <exception cref="ArgumentException">The names are not in ordinal order, or one occurs twice.</exception>
    public RecordShape(params string[] names)
    {
        _names = NamePool.Of([.. names]);
        for (var i = 1; i < _names.Length; i++)
        {
            if (string.CompareOrdinal(_names[i - 1], _names[i]) >= 0)
            {
                throw new ArgumentException($"{StringValue.Quote(_names[i])} must stand in ordinal order and once", nameof(names));
            }
        }
    }

    /// <summary>A record of this shape.</summary>
    /// <param name="values">One value for each name, in the order of the names.</param>
    /// <exception cref="ArgumentException">There are not as many values as names.</exception>
    public RecordValue Of(params ReadOnlySpan<Value> values) => values.Length == _names.Length
        ? new RecordValue(_names, values.ToArray())
        : throw new ArgumentException($"the shape has {_names.Length} attributes, not {values.Length}", nameof(values));
}
