using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RemoteDev.Gateway.Trace;

/// <summary>
/// Bounds every string of every event, so that nobody outside can choose how much the trace writes. A cut is visible: the
/// text ends in <c>...(+N)</c> with the number of characters left out.
/// </summary>
internal sealed class BoundedTextConverter : JsonConverter<string>
{
    /// <summary>Longest text kept, in UTF-16 code units, the mark of a cut included: what is read back is not cut again.</summary>
    public const int MaxLength = 2048;

    private const int Kept = MaxLength - 16;

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(Bound(value));

    public static string Bound(string text) => text.Length <= MaxLength
        ? text
        : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, Kept)}...(+{text.Length - Kept})");
}
