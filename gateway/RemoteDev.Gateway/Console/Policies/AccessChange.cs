using RemoteDev.Policy.Decisions;

namespace RemoteDev.Gateway.Console.Policies;

/// <summary>One answer of policy that a draft would change.</summary>
/// <param name="Policies">The policies of the draft that give the new answer.</param>
internal sealed record AccessChange(
    string Person, string Action, string Resource, VerdictKind Before, VerdictKind After, IReadOnlyList<string> Policies)
{
    /// <summary>More than before: it deserves the second look.</summary>
    public bool IsGain => After > Before;
}
