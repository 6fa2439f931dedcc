using System.Collections.Immutable;

namespace RemoteDev.Gateway.Catalog.Entries;

/// <summary>A development environment inside the client's network.</summary>
/// <param name="Name">Also its host label: <c>{name}.{domain}</c>.</param>
/// <param name="Kind"><c>code-server</c> (its protocol is inspected) or <c>web</c> (any other HTTP application).</param>
/// <param name="Classification"><c>open</c>, <c>internal</c> or <c>crown-jewel</c>.</param>
/// <param name="Upstream">Where it listens inside, scheme, host and port only.</param>
/// <param name="Workspace">The folder the IDE opens, absolute inside the environment; null opens the IDE's own default.</param>
/// <param name="ExtensionFolders">Folders whose files the IDE may serve by <c>/vscode-remote-resource</c>, absolute inside the environment.</param>
/// <param name="Sources">Networks (CIDR) from which its workload credential is accepted; empty accepts it from nowhere.</param>
internal sealed record EnvironmentEntry(
    string Name,
    string Project,
    string DisplayName,
    string Kind,
    string Classification,
    Uri Upstream,
    string? Workspace,
    ImmutableArray<string> ExtensionFolders,
    ImmutableArray<string> Sources);
