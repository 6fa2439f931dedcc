using System.Text.Json;

namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>A hash of JSON that does not see the order of members, white space or the spelling of strings.</summary>
internal struct JsonHash()
{
    private const ulong Prime = 0x100000001B3;

    private ulong _hash = 0xCBF29CE484222325;
    private bool _any;

    public readonly ushort Value => _any ? (ushort)Math.Max(1UL, (_hash ^ (_hash >> 16) ^ (_hash >> 32) ^ (_hash >> 48)) & 0xFFFF) : (ushort)0;

    public void Add(JsonElement element)
    {
        _any = true;
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                Add('{');
                foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    Add(member.Name);
                    Add(member.Value);
                }

                Add('}');
                break;
            case JsonValueKind.Array:
                Add('[');
                foreach (var item in element.EnumerateArray())
                {
                    Add(item);
                }

                Add(']');
                break;
            case JsonValueKind.String:
                Add('"');
                Add(element.GetString()!);
                break;
            default:
                Add('0');
                Add(element.GetRawText());
                break;
        }
    }

    private void Add(string text)
    {
        foreach (var c in text)
        {
            Add(c);
        }

        Add('\uFFFF');
    }

    private void Add(char c) => _hash = (_hash ^ c) * Prime;
}
