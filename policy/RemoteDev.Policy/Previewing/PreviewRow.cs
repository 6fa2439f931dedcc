using RemoteDev.Cedar;
using RemoteDev.Policy.Decisions;

namespace RemoteDev.Policy.Previewing;

/// <summary>One answer of a preview.</summary>
/// <param name="Person">The login.</param>
/// <param name="Action">What.</param>
/// <param name="Resource">On what.</param>
/// <param name="Verdict">The answer, with the policies that give it.</param>
public sealed record PreviewRow(string Person, EntityUid Action, EntityUid Resource, Verdict Verdict);
