using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Policy.Obligations;

namespace RemoteDev.Policy.Decisions;

/// <summary>One policy of a bundle, with what its annotations say.</summary>
/// <param name="Id">The <c>@id</c>, unique in the bundle.</param>
/// <param name="Reason">The <c>@reason</c>; empty when it gives none.</param>
/// <param name="Stated">What it obliges to.</param>
/// <param name="Policy">The policy itself.</param>
public sealed record BundlePolicy(string Id, string Reason, StatedObligations Stated, CedarPolicy Policy)
{
    /// <summary>Whether it permits; otherwise it forbids.</summary>
    public bool IsPermit => Policy.Effect == Effect.Permit;
}
