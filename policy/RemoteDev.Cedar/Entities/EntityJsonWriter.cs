using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Entities;

/// <summary>Writes entities in Cedar's JSON format, with every escape, so that no schema is needed to read them.</summary>
internal sealed class EntityJsonWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Utf8JsonWriter _writer;

    private EntityJsonWriter(Utf8JsonWriter writer) => _writer = writer;

    public static string Write(EntityStore store)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            var entities = new EntityJsonWriter(writer);
            writer.WriteStartArray();
            foreach (var entity in store.Entities.OrderBy(entity => entity.Uid.Type, StringComparer.Ordinal).ThenBy(entity => entity.Uid.Id, StringComparer.Ordinal))
            {
                entities.Write(entity);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private void Write(Entity entity)
    {
        _writer.WriteStartObject();
        _writer.WritePropertyName("uid");
        WriteUid(entity.Uid);
        _writer.WritePropertyName("attrs");
        Write(entity.AttributeRecord);
        _writer.WriteStartArray("parents");
        foreach (var parent in entity.Ancestors.OrderBy(uid => uid.Type, StringComparer.Ordinal).ThenBy(uid => uid.Id, StringComparer.Ordinal))
        {
            WriteUid(parent);
        }

        _writer.WriteEndArray();
        if (entity.TagRecord.Count > 0)
        {
            _writer.WritePropertyName("tags");
            Write(entity.TagRecord);
        }

        _writer.WriteEndObject();
    }

    private void WriteUid(EntityUid uid)
    {
        _writer.WriteStartObject();
        _writer.WriteString("type", uid.Type);
        _writer.WriteString("id", uid.Id);
        _writer.WriteEndObject();
    }

    private void Write(Value value)
    {
        switch (value)
        {
            case BoolValue truth:
                _writer.WriteBooleanValue(truth.Value);
                break;
            case LongValue number:
                _writer.WriteNumberValue(number.Value);
                break;
            case StringValue text:
                _writer.WriteStringValue(text.Value);
                break;
            case EntityUid uid:
                _writer.WriteStartObject();
                _writer.WritePropertyName("__entity");
                WriteUid(uid);
                _writer.WriteEndObject();
                break;
            case SetValue set:
                _writer.WriteStartArray();
                foreach (var element in set)
                {
                    Write(element);
                }

                _writer.WriteEndArray();
                break;
            case RecordValue record:
                _writer.WriteStartObject();
                foreach (var (name, attribute) in record)
                {
                    _writer.WritePropertyName(name);
                    Write(attribute);
                }

                _writer.WriteEndObject();
                break;
            case DatetimeValue datetime when !DatetimeText.TryWrite(datetime.UnixMilliseconds, out _):
                WriteOffset(datetime);
                break;
            default:
                WriteCall(value.ToString());
                break;
        }
    }

    // Instants that no literal reaches.
    private void WriteOffset(DatetimeValue datetime)
    {
        _writer.WriteStartObject();
        _writer.WriteStartObject("__extn");
        _writer.WriteString("fn", "offset");
        _writer.WriteStartArray("args");
        WriteCall("datetime(\"1970-01-01\")");
        WriteCall(string.Create(CultureInfo.InvariantCulture, $"duration(\"{datetime.UnixMilliseconds}ms\")"));
        _writer.WriteEndArray();
        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }

    // The literals of extension types are all of the form fn("arg"), without escapes.
    private void WriteCall(string expression)
    {
        var open = expression.IndexOf('(', StringComparison.Ordinal);
        _writer.WriteStartObject();
        _writer.WriteStartObject("__extn");
        _writer.WriteString("fn", expression.AsSpan(0, open));
        _writer.WriteString("arg", expression.AsSpan(open + 2, expression.Length - open - 4));
        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }
}
