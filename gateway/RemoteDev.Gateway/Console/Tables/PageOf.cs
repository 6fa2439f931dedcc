using RemoteDev.Gateway.Trace.Reading;

namespace RemoteDev.Gateway.Console.Tables;

/// <summary>One page of a list, and what its pager needs to lead to the others with the same filters.</summary>
/// <param name="Number">1-based.</param>
/// <param name="Total">Rows that match the filters, on all pages.</param>
internal sealed record PageOf<T>(IReadOnlyList<T> Rows, int Number, int Size, long Total) : IPageOfRows
{
    public const int UsualSize = 25;

    public int Shown => Rows.Count;

    public int Pages => (int)Math.Max(1, (Total + Size - 1) / Size);

    /// <summary>Cuts a page out of a list that is in memory. A page that is not there is the nearest that is.</summary>
    public static PageOf<T> From(IReadOnlyList<T> all, int number, int size = UsualSize)
    {
        var pages = Math.Max(1, (all.Count + size - 1) / size);
        var at = Math.Clamp(number, 1, pages);
        return new PageOf<T>([.. all.Skip((at - 1) * size).Take(size)], at, size, all.Count);
    }

    /// <summary>A page that the trace cut.</summary>
    public static PageOf<T> Of(TracePage<T> page) => new(page.Items, page.Paging.Number, page.Paging.Size, page.Total);
}
