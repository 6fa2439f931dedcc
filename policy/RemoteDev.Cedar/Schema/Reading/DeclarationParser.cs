using RemoteDev.Cedar.Schema.Declarations;
using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar.Schema.Reading;

/// <summary>Reads what stands in a namespace: common types, entity types and actions.</summary>
internal sealed class DeclarationParser
{
    private readonly TokenCursor _cursor;
    private readonly SchemaNameParser _names;
    private readonly TypeParser _types;
    private readonly AppliesToParser _appliesTo;
    private long _copied;

    public DeclarationParser(TokenCursor cursor, SchemaNameParser names, AnnotationParser annotations)
    {
        _cursor = cursor;
        _names = names;
        _types = new TypeParser(cursor, names, annotations);
        _appliesTo = new AppliesToParser(cursor, names, _types);
    }

    /// <summary>Reads one declaration into <paramref name="declaring"/>; false when it has reported a fault.</summary>
    public bool Parse(NamespaceDeclaration declaring, IReadOnlyList<SchemaAnnotation> annotations, Action<NamespaceDeclaration> reportUnknown)
    {
        if (_cursor.TryTakeWord("entity"))
        {
            return ParseEntityTypes(declaring, annotations);
        }

        if (_cursor.TryTakeWord("action"))
        {
            return ParseActions(declaring, annotations);
        }

        if (_cursor.TryTakeWord("type"))
        {
            return ParseCommonType(declaring, annotations);
        }

        reportUnknown(declaring);
        return false;
    }

    private bool ParseCommonType(NamespaceDeclaration declaring, IReadOnlyList<SchemaAnnotation> annotations)
    {
        if (_names.ParseIdentifier("the name of the type") is not { } name || !_names.Expect(TokenKind.Assign, "`=`")
            || _types.Parse() is not { } type || !_names.Expect(TokenKind.Semicolon, "`;`"))
        {
            return false;
        }

        declaring.CommonTypes.Add(new CommonTypeDeclaration(name.Name, name.Span, type, annotations));
        return true;
    }

    private bool ParseEntityTypes(NamespaceDeclaration declaring, IReadOnlyList<SchemaAnnotation> annotations)
    {
        if (_names.ParseList(() => _names.ParseIdentifier("the name of an entity type")) is not { } names)
        {
            return false;
        }

        var start = _cursor.Current.Span.Start;
        if (_cursor.TryTakeWord("enum"))
        {
            if (ParseEnumIds() is not { } ids || !_names.Expect(TokenKind.Semicolon, "`;`") || !CanCopy(names, start))
            {
                return false;
            }

            declaring.EntityTypes.AddRange(names.Select(name => new EntityTypeDeclaration(
                name.Name, name.Span, [], Shape: null, Tags: null, ids, annotations)));
            return true;
        }

        IReadOnlyList<NameReference>? parents = [];
        TypeExpression? shape = null;
        TypeExpression? tags = null;
        var expected = "`in`, `enum`, `tags`, a record or `;`";
        if (_cursor.TryTakeWord("in"))
        {
            expected = "`tags`, a record or `;`";
            if ((parents = _names.ParseTypes()) is null)
            {
                return false;
            }
        }

        if (_cursor.TryTake(TokenKind.Assign) || _cursor.At(TokenKind.LeftBrace))
        {
            expected = "`tags` or `;`";
            if ((shape = _types.ParseRecord()) is null)
            {
                return false;
            }
        }

        if (_cursor.TryTakeWord("tags"))
        {
            expected = "`;`";
            if ((tags = _types.Parse()) is null)
            {
                return false;
            }
        }

        if (!_names.Expect(TokenKind.Semicolon, expected) || !CanCopy(names, start))
        {
            return false;
        }

        declaring.EntityTypes.AddRange(names.Select(name => new EntityTypeDeclaration(
            name.Name, name.Span, parents, shape, tags, EnumIds: null, annotations)));
        return true;
    }

    private List<string>? ParseEnumIds()
    {
        if (!_names.Expect(TokenKind.LeftBracket, "`[`"))
        {
            return null;
        }

        var ids = _names.ParseList(() =>
        {
            var id = _cursor.Current;
            return _names.Expect(TokenKind.String, "the id of an entity in double quotes") ? _cursor.ReadString(id) : null;
        });
        return ids is not null && _names.Expect(TokenKind.RightBracket, "`,` or `]`") ? ids : null;
    }

    private bool ParseActions(NamespaceDeclaration declaring, IReadOnlyList<SchemaAnnotation> annotations)
    {
        if (_names.ParseList(() => _names.ParseName("the name of an action")) is not { } names)
        {
            return false;
        }

        var start = _cursor.Current.Span.Start;
        IReadOnlyList<ActionReference>? parents = [];
        AppliesToDeclaration? appliesTo = null;
        var expected = "`in`, `appliesTo` or `;`";
        if (_cursor.TryTakeWord("in"))
        {
            expected = "`appliesTo` or `;`";
            if ((parents = ParseGroups()) is null)
            {
                return false;
            }
        }

        if (_cursor.TryTakeWord("appliesTo"))
        {
            expected = "`;`";
            if ((appliesTo = _appliesTo.Parse(names[0])) is null)
            {
                return false;
            }
        }

        // Attributes of actions are part of the grammar, but they must be empty.
        if (_cursor.TryTakeWord("attributes")
            && (!_names.Expect(TokenKind.LeftBrace, "`{`") || !_names.Expect(TokenKind.RightBrace, "`}`, as actions have no attributes")))
        {
            return false;
        }

        if (!_names.Expect(TokenKind.Semicolon, expected) || !CanCopy(names, start))
        {
            return false;
        }

        declaring.Actions.AddRange(names.Select(name => new ActionDeclaration(name.Name, name.Span, parents, appliesTo, annotations)));
        return true;
    }

    private List<ActionReference>? ParseGroups()
    {
        if (!_cursor.TryTake(TokenKind.LeftBracket))
        {
            return _names.ParseAction() is { } single ? [single] : null;
        }

        return _names.ParseList(_names.ParseAction) is { } list && _names.Expect(TokenKind.RightBracket, "`,` or `]`") ? list : null;
    }

    private bool CanCopy(List<NameReference> names, int start)
    {
        _copied += (names.Count - 1L) * (_cursor.Previous.Span.End - start);
        if (_copied <= SchemaLimits.MaxCopiedLength)
        {
            return true;
        }

        _cursor.Report(names[0].Span, "declarations with several names stand for more text than a schema may have");
        return false;
    }
}
