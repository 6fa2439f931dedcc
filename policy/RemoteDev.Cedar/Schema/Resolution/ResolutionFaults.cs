using RemoteDev.Cedar.Schema.Declarations;
using RemoteDev.Cedar.Schema.Reading;
using RemoteDev.Cedar.Syntax;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Schema.Resolution;

/// <summary>Collects what is wrong with a document, with what a person probably meant.</summary>
internal sealed class ResolutionFaults(PolicySource source, SchemaNames names, List<Finding> faults)
{
    /// <summary>Past this many, a schema is not looked at further.</summary>
    public bool AreEnough => faults.Count >= SchemaLimits.MaxFaults;

    public void Report(SourceSpan span, string message)
    {
        if (!AreEnough)
        {
            faults.Add(Finding.InText(source.Name, span, message));
        }
    }

    public void ReportUnknownType(string name, ReferenceKind kind, SourceSpan span, NamespaceDeclaration from)
    {
        var what = kind switch
        {
            ReferenceKind.Common => "a common type",
            ReferenceKind.Entity => "an entity type",
            _ => "a type",
        };
        var other = kind switch
        {
            ReferenceKind.Common when names.Resolve(name, ReferenceKind.Entity, from) is not null => "an entity type",
            ReferenceKind.Entity when names.Resolve(name, ReferenceKind.Common, from) is not null => "a common type",
            _ => null,
        };
        if (other is not null)
        {
            Report(span, $"`{Spelling.Cut(name)}` is {other}, but {what} must stand here");
            return;
        }

        var suggestion = SuggestType(name, kind, from);
        Report(span, $"`{Spelling.Cut(name)}` is not declared as {what}{(suggestion is null ? "" : $": did you mean `{suggestion}`?")}");
    }

    public void ReportUnknownAction(ActionReference reference, NamespaceDeclaration from)
    {
        var written = $"{reference.Type ?? "Action"}::{StringValue.Quote(Spelling.Cut(reference.Id))}";
        var same = names.Actions.FirstOrDefault(action => action.Id == reference.Id);
        var suggestion = same?.ToString();
        if (suggestion is null)
        {
            var own = from.Qualify("Action");
            var near = Spelling.Nearest(reference.Id, names.Actions.Where(action => action.Type == own).Select(action => action.Id));
            suggestion = near is null ? null : StringValue.Quote(near);
        }

        Report(reference.Span, $"`{written}` is not declared as an action{(suggestion is null ? "" : $": did you mean `{suggestion}`?")}");
    }

    private string? SuggestType(string name, ReferenceKind kind, NamespaceDeclaration from)
    {
        if (kind != ReferenceKind.Entity && CommonSlip(name) is { } slip)
        {
            return slip;
        }

        var known = Known(kind).ToList();
        var last = LastPart(name);
        var elsewhere = known.Find(candidate => LastPart(candidate) == last);
        return elsewhere ?? Spelling.Nearest(name, known.Select(candidate => Shorten(candidate, from)));
    }

    private IEnumerable<string> Known(ReferenceKind kind)
    {
        var entities = kind == ReferenceKind.Common ? [] : names.EntityTypes;
        var common = kind == ReferenceKind.Entity ? [] : names.CommonTypes.Concat(BuiltInTypes.Names);
        return common.Concat(entities);
    }

    // What other languages and the JSON syntax call Cedar's types.
    private static string? CommonSlip(string name) => name switch
    {
        "Boolean" or "boolean" => "Bool",
        "Int" or "int" or "Integer" or "integer" or "Number" or "number" => "Long",
        "ip" or "IP" => "ipaddr",
        _ => null,
    };

    private static string Shorten(string name, NamespaceDeclaration from) =>
        from.Name.Length > 0 && name.StartsWith(from.Name + "::", StringComparison.Ordinal) ? name[(from.Name.Length + 2)..] : name;

    private static string LastPart(string name)
    {
        var at = name.LastIndexOf("::", StringComparison.Ordinal);
        return at < 0 ? name : name[(at + 2)..];
    }
}
