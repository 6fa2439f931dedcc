using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;
using Spelling = RemoteDev.Policy.Faults.Spelling;

namespace RemoteDev.Policy.Vocabulary;

/// <summary>
/// Notices names that are not in the catalogue: a vendor, a window, a branch of no repository. The schema says which kinds of things there are, and
/// the validator holds policies to that; which things there are, only the catalogue knows.
/// </summary>
internal sealed class CatalogueNames(ICatalogNames names, Action<SourceSpan, string> report)
{
    public void Check(CedarPolicy policy)
    {
        foreach (var entity in policy.References.Entities)
        {
            Check(entity);
        }

        new NetworkNames(names.Networks, report).Check(policy);
    }

    private void Check(EntityLiteral entity)
    {
        var (type, id) = (entity.Uid.Type, entity.Uid.Id);
        if (type == EntityTypes.Branch)
        {
            if (names.IdsOf(EntityTypes.Repository)?.Contains(id.Split(':', 2)[0]) == false)
            {
                report(entity.Span, $"{StringValue.Quote(Spelling.Cut(id))} is not a branch of a known repository; write it like payments/app:main");
            }
        }
        else if (IsListed(type) && names.IdsOf(type) is { } known && !known.Contains(id))
        {
            var fault = $"there is no {(type == EntityTypes.ServiceAccount ? "service account" : type[(type.LastIndexOf(':') + 1)..].ToLowerInvariant())} {StringValue.Quote(Spelling.Cut(id))}";
            report(entity.Span, Spelling.Nearest(id, known) is { } near ? $"{fault}; did you mean {near}?" : fault);
        }
    }

    // Of the others the schema lists every one.
    private static bool IsListed(string type) => type is not (EntityTypes.Action or EntityTypes.Classification or EntityTypes.Gateway);
}
