using System.Text;
using System.Text.Json;
using RemoteDev.Cedar.Syntax;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Schema.Reading;

/// <summary>Reads JSON text into items, strictly: no comments, no trailing commas, no name twice in one object.</summary>
internal ref struct JsonItemParser
{
    /// <summary>How deep arrays and objects nest; a level of a type is two of them.</summary>
    private const int MaxDepth = 1000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly OrderedDictionary<string, JsonItem.Member> NoMembers = [];

    private readonly PolicySource _source;
    private readonly List<Finding> _faults;
    private Utf8JsonReader _reader;
    private int _offset;
    private long _bytes;
    private int _line = 1;
    private int _lineStart;

    private JsonItemParser(PolicySource source, List<Finding> faults, byte[] utf8)
    {
        _source = source;
        _faults = faults;
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <summary>The value the text holds; null when <paramref name="faults"/> says why it holds none.</summary>
    public static JsonItem? Parse(PolicySource source, List<Finding> faults)
    {
        byte[] utf8;
        try
        {
            utf8 = Strict.GetBytes(source.Text);
        }
        catch (EncoderFallbackException e)
        {
            faults.Add(Finding.InText(source.Name, new SourceSpan(e.Index, e.Index + 1, 1, e.Index + 1), "the text must be well-formed Unicode"));
            return null;
        }

        var parser = new JsonItemParser(source, faults, utf8);
        try
        {
            parser._reader.Read();
            var item = parser.ReadItem();
            return parser._reader.Read() ? null : item;
        }
        catch (JsonException e)
        {
            var at = parser.PositionOf(parser._reader.BytesConsumed);
            var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            faults.Add(Finding.InText(source.Name, at, $"this is not JSON: {(end < 0 ? e.Message : e.Message[..end])}"));
        }
        catch (InvalidOperationException)
        {
            // The reader's only way to say that escapes spell half a surrogate pair.
            faults.Add(Finding.InText(source.Name, parser.PositionOf(parser._reader.TokenStartIndex), "a string must be well-formed Unicode"));
        }

        return null;
    }

    private JsonItem ReadItem()
    {
        var start = PositionOf(_reader.TokenStartIndex);
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = ReadMembers();
                return new JsonItem(JsonValueKind.Object, ToHere(start), Text: null, members, []);
            case JsonTokenType.StartArray:
                var elements = new List<JsonItem>();
                while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
                {
                    elements.Add(ReadItem());
                }

                return new JsonItem(JsonValueKind.Array, ToHere(start), Text: null, NoMembers, elements);
            case JsonTokenType.String:
                return new JsonItem(JsonValueKind.String, ToHere(start), _reader.GetString(), NoMembers, []);
            default:
                var kind = _reader.TokenType switch
                {
                    JsonTokenType.Number => JsonValueKind.Number,
                    JsonTokenType.True => JsonValueKind.True,
                    JsonTokenType.False => JsonValueKind.False,
                    _ => JsonValueKind.Null,
                };
                return new JsonItem(kind, ToHere(start), Text: null, NoMembers, []);
        }
    }

    private OrderedDictionary<string, JsonItem.Member> ReadMembers()
    {
        var members = new OrderedDictionary<string, JsonItem.Member>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var span = ToHere(PositionOf(_reader.TokenStartIndex));
            var name = _reader.GetString()!;
            _reader.Read();
            if (!members.TryAdd(name, new JsonItem.Member(span, ReadItem())) && _faults.Count < SchemaLimits.MaxFaults)
            {
                _faults.Add(Finding.InText(_source.Name, span, $"{StringValue.Quote(Spelling.Cut(name))} occurs twice in one object"));
            }
        }

        return members;
    }

    private SourceSpan ToHere(SourceSpan start) => start.To(PositionOf(_reader.BytesConsumed));

    // Bytes only ever go forward, so all calls together walk once through the text.
    private SourceSpan PositionOf(long bytes)
    {
        while (_bytes < bytes && _offset < _source.Text.Length)
        {
            Rune.DecodeFromUtf16(_source.Text.AsSpan(_offset), out var rune, out var length);
            _bytes += rune.Utf8SequenceLength;
            _offset += length;
            if (rune.Value == '\n')
            {
                _line++;
                _lineStart = _offset;
            }
        }

        return new SourceSpan(_offset, _offset, _line, _offset - _lineStart + 1);
    }
}
