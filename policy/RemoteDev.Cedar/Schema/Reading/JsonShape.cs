using System.Text.Json;
using RemoteDev.Cedar.Schema.Declarations;
using RemoteDev.Cedar.Syntax;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Schema.Reading;

/// <summary>Checks what JSON items are, and says where they are something else.</summary>
internal sealed class JsonShape(PolicySource source, List<Finding> faults)
{
    public bool AreEnough => faults.Count >= SchemaLimits.MaxFaults;

    public void Report(SourceSpan span, string message)
    {
        if (!AreEnough)
        {
            faults.Add(Finding.InText(source.Name, span, message));
        }
    }

    public bool Is(JsonItem item, JsonValueKind kind, string what)
    {
        if (item.Kind == kind)
        {
            return true;
        }

        Report(item.Span, $"expected {what}, found {item}");
        return false;
    }

    /// <summary>Whether the item is an object with all required and no unknown members.</summary>
    public bool HasOnly(JsonItem item, ReadOnlySpan<string> required, ReadOnlySpan<string> optional)
    {
        if (!Is(item, JsonValueKind.Object, "an object"))
        {
            return false;
        }

        var isSound = true;
        foreach (var name in required)
        {
            if (!item.Members.ContainsKey(name))
            {
                Report(item.Span, $"\"{name}\" is missing here");
                isSound = false;
            }
        }

        foreach (var (name, member) in item.Members)
        {
            if (!required.Contains(name) && !optional.Contains(name))
            {
                var near = Spelling.Nearest(name, [.. required, .. optional]);
                Report(
                    member.NameSpan,
                    $"{StringValue.Quote(Spelling.Cut(name))} has no meaning here{(near is null ? "" : $": did you mean \"{near}\"?")}");
                isSound = false;
            }
        }

        return isSound;
    }

    public string? ReadText(JsonItem item) => Is(item, JsonValueKind.String, "a string") ? item.Text : null;

    /// <summary>The elements of an array, each read; null when one of them could not be, or it is no array.</summary>
    public List<T>? ReadList<T>(JsonItem item, Func<JsonItem, T?> read)
        where T : class
    {
        if (!Is(item, JsonValueKind.Array, "an array"))
        {
            return null;
        }

        var list = new List<T>(item.Elements.Count);
        foreach (var element in item.Elements)
        {
            if (read(element) is { } value)
            {
                list.Add(value);
            }
        }

        return list.Count == item.Elements.Count ? list : null;
    }

    /// <summary>The name of a type, with or without its namespace.</summary>
    public NameReference? ReadName(JsonItem item)
    {
        if (ReadText(item) is not { } name)
        {
            return null;
        }

        if (Array.TrueForAll(name.Split("::"), IsIdentifier))
        {
            return new NameReference(name, item.Span);
        }

        Report(item.Span, $"{StringValue.Quote(Spelling.Cut(name))} is not a name");
        return null;
    }

    /// <summary>Whether the name of a member can be the name of a type in its namespace.</summary>
    public bool IsIdentifier(string name, SourceSpan span)
    {
        if (IsIdentifier(name))
        {
            return true;
        }

        Report(span, $"{StringValue.Quote(Spelling.Cut(name))} is not a name");
        return false;
    }

    /// <summary>The annotations an item has among its members.</summary>
    public IReadOnlyList<SchemaAnnotation> ReadAnnotations(JsonItem item)
    {
        if (item.Find("annotations") is not { } list || !Is(list, JsonValueKind.Object, "an object"))
        {
            return [];
        }

        var annotations = new List<SchemaAnnotation>();
        foreach (var (key, member) in list.Members)
        {
            if (!IsAnnotationKey(key))
            {
                Report(member.NameSpan, $"{StringValue.Quote(Spelling.Cut(key))} cannot be the name of an annotation");
            }
            else if (member.Value.Kind == JsonValueKind.Null || ReadText(member.Value) is not null)
            {
                annotations.Add(new SchemaAnnotation(key, member.Value.Text, member.NameSpan));
            }
        }

        return annotations;
    }

    // Names in `__cedar` exist, although nobody can declare one: the rules for declarations say so.
    private static bool IsIdentifier(string part) =>
        part == "__cedar" || EntityTypeName.IsValid(part) && !part.Contains("::", StringComparison.Ordinal);

    // Any identifier will do, also a reserved word: an underscore before it takes nothing away and makes it none.
    private static bool IsAnnotationKey(string key) =>
        key.Length > 0 && !char.IsAsciiDigit(key[0]) && EntityTypeName.IsValid("_" + key) && !key.Contains("::", StringComparison.Ordinal);
}
