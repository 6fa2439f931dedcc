namespace RemoteDev.Cedar.Values;

/// <summary>
/// Gives names of attributes that are the same the same object, mostly: records then share what they have alike, stay small, and are asked for a
/// name by comparing objects. A name that found no place is compared letter by letter, so nothing depends on this but time.
/// </summary>
/// <remarks>Bounded, and shared by all threads; one that overwrites what another entered does no harm.</remarks>
internal static class NamePool
{
    private const int MaxLength = 64;
    private const int MaxCount = 64;

    private static readonly string?[] Names = new string?[1024];
    private static readonly string[]?[] Lists = new string[]?[256];

    /// <summary>A name of the same letters.</summary>
    public static string Of(string name)
    {
        if (name.Length > MaxLength)
        {
            return name;
        }

        ref var held = ref Names[(uint)string.GetHashCode(name, StringComparison.Ordinal) % (uint)Names.Length];
        return held is { } known && known == name ? known : held = name;
    }

    /// <summary>A list of the same names in the same order; may be <paramref name="names"/> itself, which is taken over.</summary>
    public static string[] Of(string[] names)
    {
        if (names.Length is 0 or > MaxCount)
        {
            return names;
        }

        var hash = default(HashCode);
        foreach (ref var name in names.AsSpan())
        {
            if (name.Length > MaxLength)
            {
                return names;
            }

            name = Of(name);
            hash.Add(name, StringComparer.Ordinal);
        }

        ref var held = ref Lists[(uint)hash.ToHashCode() % (uint)Lists.Length];
        return held is { } known && known.AsSpan().SequenceEqual(names) ? known : held = names;
    }
}
