using RemoteDev.Cedar.Schema.Declarations;

namespace RemoteDev.Cedar.Schema.Printing;

/// <summary>How deep the types of a document nest as they are written.</summary>
internal static class TypeDepth
{
    public static int Of(SchemaDocument document) => document.Namespaces
        .SelectMany(declaring => declaring.CommonTypes.Select(type => type.Type)
            .Concat(declaring.EntityTypes.SelectMany(type => (TypeExpression?[])[type.Shape, type.Tags]).OfType<TypeExpression>())
            .Concat(declaring.Actions.Select(action => action.AppliesTo?.Context).OfType<TypeExpression>()))
        .Distinct(ReferenceEqualityComparer.Instance).Cast<TypeExpression>()
        .Select(Of).DefaultIfEmpty().Max();

    private static int Of(TypeExpression type) => type switch
    {
        TypeExpression.Set set => 1 + Of(set.Element),
        TypeExpression.Record record => 1 + record.Attributes.Select(attribute => Of(attribute.Type)).DefaultIfEmpty().Max(),
        _ => 1,
    };
}
