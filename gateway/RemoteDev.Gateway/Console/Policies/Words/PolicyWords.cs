using RemoteDev.Gateway.Catalog;

namespace RemoteDev.Gateway.Console.Policies.Words;

/// <summary>Every word that a policy and its tests may use: of the language, of our vocabulary, of this catalogue. What the editor completes from.</summary>
internal sealed record PolicyWords(
    IReadOnlyList<TypeWords> Types,
    IReadOnlyDictionary<string, ShapeWords> Shapes,
    IReadOnlyDictionary<string, IReadOnlyList<MethodWords>> Methods,
    IReadOnlyList<FunctionWords> Functions,
    IReadOnlyList<ValuedWord> Annotations,
    IReadOnlyList<ValuedWord> Cases)
{
    public static PolicyWords Of(CatalogSnapshot catalog) => new(
        CatalogWords.Of(catalog),
        CatalogWords.Shapes(catalog),
        LanguageWords.Methods,
        LanguageWords.Functions,
        LanguageWords.Annotations,
        LanguageWords.Cases);
}
