using RemoteDev.Cedar;

namespace RemoteDev.Policy.Vocabulary;

/// <summary>The vocabulary as a Cedar schema, for editors, validators and people.</summary>
public static class VocabularySchema
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "remotedev.cedarschema";

    private static readonly Lazy<string> Loaded = new(Load);
    private static readonly Lazy<CedarSchema> Read = new(() =>
        CedarSchema.ParseCedar(Text, FileName).Value ?? throw new InvalidOperationException($"{FileName} cannot be read"));

    private static readonly Lazy<IReadOnlyDictionary<string, VocabularyShape>> Shapes = new(() => ShapeReader.Variables(Read.Value));

    /// <summary>The schema in Cedar's own syntax.</summary>
    public static string Text => Loaded.Value;

    /// <summary>What <c>principal</c>, <c>resource</c> and <c>context</c> are, by those names.</summary>
    public static IReadOnlyDictionary<string, VocabularyShape> Variables => Shapes.Value;

    /// <summary>The schema itself, to check policies against.</summary>
    internal static CedarSchema Schema => Read.Value;

    private static string Load()
    {
        using var stream = typeof(VocabularySchema).Assembly.GetManifestResourceStream(FileName)
            ?? throw new InvalidOperationException($"{FileName} is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
