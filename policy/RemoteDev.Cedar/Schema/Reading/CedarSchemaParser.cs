using RemoteDev.Cedar.Schema.Declarations;
using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar.Schema.Reading;

/// <summary>
/// Reads the Cedar syntax of schemas. After a fault it goes on behind the declaration's semicolon, so that one run reports the faults of
/// several declarations.
/// </summary>
internal sealed class CedarSchemaParser
{
    private static readonly string[] Keywords = ["namespace", "entity", "action", "type"];

    private readonly PolicySource _source;
    private readonly List<Finding> _faults;
    private readonly TokenCursor _cursor;
    private readonly SchemaNameParser _names;
    private readonly AnnotationParser _annotations;
    private readonly DeclarationParser _declarations;

    private CedarSchemaParser(PolicySource source, List<Finding> faults)
    {
        _source = source;
        _faults = faults;
        _cursor = new TokenCursor(source, faults);
        _names = new SchemaNameParser(_cursor);
        _annotations = new AnnotationParser(_cursor);
        _declarations = new DeclarationParser(_cursor, _names, _annotations);
    }

    /// <summary>What the text declares; adds to <paramref name="faults"/> what is wrong with it.</summary>
    public static SchemaDocument Parse(PolicySource source, List<Finding> faults)
    {
        if (source.Text.Length > SchemaLimits.MaxTextLength)
        {
            faults.Add(Finding.InText(
                source.Name, new SourceSpan(0, 0, 1, 1), $"the text is longer than {SchemaLimits.MaxTextLength} characters"));
            return new SchemaDocument(source, []);
        }

        return new CedarSchemaParser(source, faults).ParseAll();
    }

    private SchemaDocument ParseAll()
    {
        var empty = new NamespaceDeclaration("", _cursor.Current.Span, []);
        var namespaces = new List<NamespaceDeclaration>();
        while (!_cursor.At(TokenKind.End) && _faults.Count < SchemaLimits.MaxFaults)
        {
            var start = _cursor.Index;
            if (_annotations.Parse() is not { } annotations)
            {
                Resynchronise(start);
            }
            else if (_cursor.AtWord("namespace"))
            {
                ParseNamespace(annotations, namespaces);
            }
            else if (!_declarations.Parse(empty, annotations, ReportUnknown))
            {
                Resynchronise(start);
            }
        }

        // The empty namespace goes last, as it has no place of its own in the text.
        if (empty.CommonTypes.Count + empty.EntityTypes.Count + empty.Actions.Count > 0)
        {
            namespaces.Add(empty);
        }

        return new SchemaDocument(_source, namespaces);
    }

    private void ParseNamespace(IReadOnlyList<SchemaAnnotation> annotations, List<NamespaceDeclaration> namespaces)
    {
        var start = _cursor.Index;
        _cursor.Take();
        if (_names.ParsePath("the name of a namespace") is not { } name)
        {
            Resynchronise(start);
            return;
        }

        var declared = new NamespaceDeclaration(name.Name, name.Span, annotations);
        namespaces.Add(declared);
        if (!_cursor.Expect(TokenKind.LeftBrace, "`{`"))
        {
            Resynchronise(start);
            return;
        }

        while (!_cursor.At(TokenKind.RightBrace) && _faults.Count < SchemaLimits.MaxFaults)
        {
            if (_cursor.At(TokenKind.End))
            {
                _cursor.Report(name.Span, $"the namespace `{name.Name}` is never closed: expected `}}`");
                return;
            }

            var declaration = _cursor.Index;
            if (_annotations.Parse() is not { } own || !_declarations.Parse(declared, own, ReportUnknown))
            {
                Resynchronise(declaration);
            }
        }

        _cursor.TryTake(TokenKind.RightBrace);
    }

    private void ReportUnknown(NamespaceDeclaration declaring)
    {
        if (_cursor.AtWord("namespace"))
        {
            _cursor.Report(_cursor.Current.Span, $"a namespace cannot stand in another: write `namespace {declaring.Name}::…` outside of it");
            return;
        }

        if (_cursor.At(TokenKind.Invalid))
        {
            _cursor.ReportExpected("a declaration");
            return;
        }

        var near = _cursor.At(TokenKind.Identifier) ? Spelling.Nearest(_cursor.CurrentText.ToString(), Keywords) : null;
        var hint = near is not null ? $": did you mean `{near}`?"
            : _cursor.At(TokenKind.LeftBrace) && _cursor.Index == 0 ? ": this looks like a schema in JSON"
            : _cursor.At(TokenKind.Semicolon) ? ": no `;` stands here" : "";
        var last = declaring.Name.Length == 0 ? "`namespace`" : "`}`";
        _cursor.Report(_cursor.Current.Span, $"expected `entity`, `action`, `type` or {last}, found {_cursor.Quote(_cursor.Current)}{hint}");
    }

    /// <summary>
    /// Goes to where the next declaration starts: behind the semicolon that ends this one, before the brace that ends the namespace, or
    /// before a keyword that starts a line, since what is missing is often the semicolon itself.
    /// </summary>
    private void Resynchronise(int start)
    {
        var depth = _cursor.BracesSince(start);
        while (!_cursor.At(TokenKind.End))
        {
            if (_cursor.Index > start && StartsDeclaration() || depth <= 0 && _cursor.At(TokenKind.RightBrace) && _cursor.Index > start)
            {
                return;
            }

            var kind = _cursor.Take().Kind;
            depth += kind == TokenKind.LeftBrace ? 1 : kind == TokenKind.RightBrace ? -1 : 0;
            if (kind == TokenKind.Semicolon && depth <= 0)
            {
                return;
            }
        }
    }

    private bool StartsDeclaration() =>
        _cursor.Current.Span.Line > _cursor.Previous.Span.Line
        && _cursor.At(TokenKind.Identifier) && Array.IndexOf(Keywords, _cursor.CurrentText.ToString()) >= 0
        && _cursor.Next.Kind is TokenKind.Identifier or TokenKind.String;
}
