using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar.Schema.Declarations;

/// <summary>
/// A schema as it is written, in either syntax: names not looked up, common types, namespaces and annotations still there.
/// </summary>
/// <param name="Source">The text it was read from.</param>
/// <param name="Namespaces">The namespaces in the order written; the empty one has the name "".</param>
internal sealed record SchemaDocument(PolicySource Source, IReadOnlyList<NamespaceDeclaration> Namespaces);
