using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace RemoteDev.Gateway.Catalog.Entries;

/// <summary>A development environment inside the client's network.</summary>
/// <param name="Name">Also its host label: <c>{name}.{domain}</c>.</param>
/// <param name="Kind"><c>code-server</c> (its protocol is inspected), <c>web</c> (any other HTTP application) or <c>ssh</c> (nothing for a browser).</param>
/// <param name="Classification"><c>open</c>, <c>internal</c> or <c>crown-jewel</c>.</param>
/// <param name="Upstream">Where it listens inside: scheme, host and port only; <c>ssh://</c> for the kind <c>ssh</c>, otherwise <c>http://</c> or <c>https://</c>.</param>
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
    ImmutableArray<string> Sources)
{
    /// <summary>How it is reached by SSH, or null when it is not. Never null for the kind <c>ssh</c>.</summary>
    public SshTarget? Ssh { get; init; }

    /// <summary>Whether a browser has something to open there.</summary>
    [JsonIgnore]
    public bool IsForBrowsers => Kind != SshTarget.Scheme;
}
