namespace RemoteDev.Cedar.Schema.Declarations;

/// <summary>One namespace and what is declared in it, each in the order written.</summary>
/// <param name="Name">Its name; "" for what stands outside of all namespaces.</param>
/// <param name="Span">Where the name stands.</param>
internal sealed record NamespaceDeclaration(string Name, SourceSpan Span, IReadOnlyList<SchemaAnnotation> Annotations)
{
    public List<CommonTypeDeclaration> CommonTypes { get; } = [];

    public List<EntityTypeDeclaration> EntityTypes { get; } = [];

    public List<ActionDeclaration> Actions { get; } = [];

    /// <summary>The full name of something declared here.</summary>
    public string Qualify(string name) => Name.Length == 0 ? name : $"{Name}::{name}";
}
