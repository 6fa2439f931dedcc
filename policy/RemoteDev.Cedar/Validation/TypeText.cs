using System.Text;
using RemoteDev.Cedar.Schema;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Validation;

/// <summary>Types and names as messages show them: short, whatever was written.</summary>
internal static class TypeText
{
    private const int MaxLength = 80;

    /// <summary>The type as a schema would write it, between backquotes.</summary>
    public static string Of(CedarType type)
    {
        var text = new StringBuilder("`");
        Append(text, type);
        return (text.Length > MaxLength ? text.Append('…') : text).Append('`').ToString();
    }

    /// <summary>A text that a person wrote, cut.</summary>
    public static string Cut(string text)
    {
        if (text.Length <= MaxLength)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    /// <summary>An attribute's name between backquotes: as it is when it is a word, else in double quotes.</summary>
    public static string Attribute(string name) => $"`{Word(name)}`";

    public static string Word(string name) => IsWord(name) ? Cut(name) : Cut(StringValue.Quote(name));

    /// <summary>The words joined by commas and <paramref name="last"/>; of many, the first few.</summary>
    public static string List(IEnumerable<string> words, string last)
    {
        const int Shown = 8;
        var shown = words.Take(Shown + 1).ToList();
        return shown.Count switch
        {
            0 => "nothing",
            1 => shown[0],
            > Shown => $"{string.Join(", ", shown.Take(Shown))} {last} others",
            _ => $"{string.Join(", ", shown.SkipLast(1))} {last} {shown[^1]}",
        };
    }

    private static bool IsWord(string name) => !name.Contains(':', StringComparison.Ordinal) && EntityTypeName.IsValid(name);

    private static void Append(StringBuilder text, CedarType type)
    {
        if (text.Length > MaxLength)
        {
            return;
        }

        switch (type)
        {
            case CedarType.Bool:
                text.Append("Bool");
                break;
            case CedarType.Set { Element: { } element }:
                text.Append("Set<");
                Append(text, element);
                text.Append('>');
                break;
            case CedarType.Record record:
                AppendRecord(text, record.Attributes);
                break;
            default:
                text.Append(Cut(type.ToString()));
                break;
        }
    }

    private static void AppendRecord(StringBuilder text, RecordType record)
    {
        text.Append('{');
        var separator = "";
        foreach (var (name, attribute) in record.Attributes)
        {
            if (text.Length > MaxLength)
            {
                return;
            }

            text.Append(separator).Append(Word(name)).Append(attribute.IsRequired ? ": " : "?: ");
            Append(text, attribute.Type);
            separator = ", ";
        }

        text.Append('}');
    }
}
