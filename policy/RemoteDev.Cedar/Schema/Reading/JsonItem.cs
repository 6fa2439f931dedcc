using System.Runtime.InteropServices;
using System.Text.Json;

namespace RemoteDev.Cedar.Schema.Reading;

/// <summary>A JSON value that remembers where it stands.</summary>
/// <param name="Text">The text of a string; otherwise null.</param>
/// <param name="Members">The members of an object, no name twice; otherwise empty.</param>
/// <param name="Elements">The elements of an array; otherwise empty.</param>
internal sealed record JsonItem(
    JsonValueKind Kind,
    SourceSpan Span,
    string? Text,
    IReadOnlyDictionary<string, JsonItem.Member> Members,
    IReadOnlyList<JsonItem> Elements)
{
    /// <summary>The member's value, if there is one.</summary>
    public JsonItem? Find(string name) => Members.TryGetValue(name, out var member) ? member.Value : null;

    public override string ToString() => Kind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };

    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Member(SourceSpan NameSpan, JsonItem Value);
}
