using RemoteDev.Gateway.Catalog.Documents;

namespace RemoteDev.Gateway.Catalog.Applying;

/// <summary>Files to make the catalogue like.</summary>
/// <param name="Documents">The files.</param>
/// <param name="DryRun">Only say what would change.</param>
/// <param name="Prune">Also remove the entries that no file has. Without it, files add and change and remove nothing.</param>
internal sealed record ApplyRequest(IReadOnlyList<CatalogDocument> Documents, bool DryRun, bool Prune);
