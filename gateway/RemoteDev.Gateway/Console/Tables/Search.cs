namespace RemoteDev.Gateway.Console.Tables;

/// <summary>Finds rows by words: every word must stand somewhere in what the row shows. Words are text, never a pattern or a query.</summary>
internal static class Search
{
    private const int LongestQuery = 200;

    public static IEnumerable<T> Where<T>(IEnumerable<T> rows, string? query, Func<T, IEnumerable<string?>> shown)
    {
        if (string.IsNullOrWhiteSpace(query))
        {
            return rows;
        }

        var bounded = query.Length > LongestQuery ? query[..LongestQuery] : query;
        var words = bounded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return rows.Where(row => Array.TrueForAll(words, word =>
            shown(row).Any(text => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true)));
    }
}
