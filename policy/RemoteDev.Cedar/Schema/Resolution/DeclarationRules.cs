using RemoteDev.Cedar.Schema.Declarations;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Schema.Resolution;

/// <summary>What may be declared: no name twice, no name that is Cedar's own, none that hides a name of the empty namespace.</summary>
internal sealed class DeclarationRules(SchemaDocument document, ResolutionFaults faults)
{
    public void Check()
    {
        var namespaces = new HashSet<string>(StringComparer.Ordinal);
        foreach (var declaring in document.Namespaces)
        {
            if (!namespaces.Add(declaring.Name))
            {
                faults.Report(declaring.Span, $"the namespace `{declaring.Name}` is declared twice: write its declarations in one place");
            }

            if (declaring.Name.Split("::").Contains(BuiltInTypes.Namespace))
            {
                faults.Report(declaring.Span, $"`{BuiltInTypes.Namespace}` is reserved for Cedar's own types");
            }

            CheckCommonTypes(declaring);
            CheckEntityTypes(declaring);
            CheckActions(declaring);
            if (faults.AreEnough)
            {
                return;
            }
        }

        CheckTypeShadowing();
        CheckActionShadowing();
    }

    private void CheckCommonTypes(NamespaceDeclaration declaring)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in declaring.CommonTypes)
        {
            CheckName(type.Name, type.Span);
            if (BuiltInTypes.IsReserved(type.Name))
            {
                faults.Report(type.Span, $"no common type can have the name `{type.Name}`, which schemas in JSON use for themselves");
            }

            if (!known.Add(type.Name))
            {
                faults.Report(type.Span, $"the common type `{declaring.Qualify(type.Name)}` is declared twice");
            }
        }
    }

    private void CheckEntityTypes(NamespaceDeclaration declaring)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in declaring.EntityTypes)
        {
            CheckName(type.Name, type.Span);
            if (type.Name == "Action")
            {
                faults.Report(type.Span, "`Action` is the type of all actions: it cannot be declared as an entity type");
            }

            if (!known.Add(type.Name))
            {
                faults.Report(type.Span, $"the entity type `{declaring.Qualify(type.Name)}` is declared twice");
            }
        }
    }

    private void CheckActions(NamespaceDeclaration declaring)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var action in declaring.Actions)
        {
            if (!known.Add(action.Id))
            {
                faults.Report(action.Span, $"the action {StringValue.Quote(action.Id)} is declared twice");
            }
        }
    }

    private void CheckName(string name, SourceSpan span)
    {
        if (name == BuiltInTypes.Namespace)
        {
            faults.Report(span, $"`{BuiltInTypes.Namespace}` is reserved for Cedar's own types");
        }
    }

    // If a name could mean something in the empty namespace and another thing in the reader's own, nobody could tell which without the
    // whole schema at hand.
    private void CheckTypeShadowing()
    {
        var outer = new HashSet<string>(StringComparer.Ordinal);
        foreach (var declaring in document.Namespaces.Where(declaring => declaring.Name.Length == 0))
        {
            outer.UnionWith(declaring.EntityTypes.Select(type => type.Name));
            outer.UnionWith(declaring.CommonTypes.Select(type => type.Name));
        }

        foreach (var declaring in document.Namespaces.Where(declaring => declaring.Name.Length > 0))
        {
            var types = declaring.EntityTypes.Select(type => (type.Name, type.Span)).Concat(declaring.CommonTypes.Select(type => (type.Name, type.Span)));
            foreach (var (name, span) in types)
            {
                if (outer.Contains(name))
                {
                    faults.Report(span, $"`{declaring.Qualify(name)}` hides `{name}`, which is declared outside of all namespaces: rename one of the two");
                }
            }
        }
    }

    private void CheckActionShadowing()
    {
        var outer = document.Namespaces.Where(declaring => declaring.Name.Length == 0)
            .SelectMany(declaring => declaring.Actions).Select(action => action.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var declaring in document.Namespaces.Where(declaring => declaring.Name.Length > 0))
        {
            foreach (var action in declaring.Actions)
            {
                if (outer.Contains(action.Id))
                {
                    faults.Report(
                        action.Span,
                        $"`{SchemaNames.ActionUid(declaring, action.Id)}` hides `{EntityUid.OfParsedType("Action", action.Id)}`, "
                        + "which is declared outside of all namespaces: rename one of the two");
                }
            }
        }
    }
}
