using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>A list kept in one text column as JSON, the same on every database. Lists of ours are read and written whole.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web);

    public static ValueConverter<T, string> Converter<T>() => new(value => Write(value), text => Read<T>(text));

    /// <summary>Entries are immutable, so the snapshot is the value itself.</summary>
    public static ValueComparer<T> Comparer<T>() =>
        new((left, right) => Write(left) == Write(right), value => Write(value).GetHashCode(StringComparison.Ordinal), value => value);

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, Compact);

    private static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, Compact) ?? throw new JsonException($"A stored {typeof(T).Name} is null.");
}
