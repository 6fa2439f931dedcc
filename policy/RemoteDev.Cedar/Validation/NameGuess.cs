using RemoteDev.Cedar.Syntax;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Validation;

/// <summary>Guesses which name of a schema was meant by one that it does not have: <c>; did you mean `x`?</c>, or nothing.</summary>
internal sealed class NameGuess(CedarSchema schema)
{
    public static string Among(string written, IEnumerable<string> known) =>
        Spelling.Nearest(written, known) is { } near ? $"; did you mean {TypeText.Attribute(near)}?" : "";

    /// <summary>The likeliest slip is to leave the namespace out.</summary>
    public string OfType(string type)
    {
        var full = schema.EntityTypes.Keys.Where(known => known.EndsWith($"::{type}", StringComparison.Ordinal)).Take(2).ToList();
        return (full.Count == 1 ? full[0] : Spelling.Nearest(type, schema.EntityTypes.Keys)) is { } meant ? $"; did you mean `{meant}`?" : "";
    }

    public string OfAction(EntityUid uid)
    {
        var same = schema.Actions.Keys.Where(known => known.Id == uid.Id).Take(2).ToList();
        if (same.Count == 1)
        {
            return $"; did you mean `{TypeText.Cut(same[0].ToString())}`?";
        }

        // The type is the same for many actions: comparing it too would make everything look near.
        var siblings = schema.Actions.Keys.Where(known => known.Type == uid.Type);
        return Spelling.Nearest(uid.Id, siblings.Select(known => known.Id)) is { } id
            ? $"; did you mean `{TypeText.Cut(uid.Type)}::{TypeText.Cut(StringValue.Quote(id))}`?"
            : "";
    }
}
