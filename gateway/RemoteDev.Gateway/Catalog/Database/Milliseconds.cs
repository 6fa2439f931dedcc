using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>An instant kept as milliseconds since 1970, the same on every database.</summary>
internal static class Milliseconds
{
    public static ValueConverter<DateTimeOffset, long> Converter { get; } =
        new(at => at.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
}
