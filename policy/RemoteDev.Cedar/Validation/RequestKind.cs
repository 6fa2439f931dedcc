using RemoteDev.Cedar.Schema;

namespace RemoteDev.Cedar.Validation;

/// <summary>All requests of one principal type, one action and one resource type: what a policy is typed for, once for each.</summary>
internal sealed record RequestKind(string Principal, ActionDefinition Action, string Resource)
{
    /// <summary>The kind in a sentence, as in "when a `User` does `Action::"view"` to a `Photo`".</summary>
    public string Phrase => $"when a `{Principal}` does `{Action.Uid}` to a `{Resource}`";
}
