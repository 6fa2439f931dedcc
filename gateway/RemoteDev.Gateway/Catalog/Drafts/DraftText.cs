namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>What an author writes.</summary>
/// <param name="Text">The whole of the policy.</param>
/// <param name="Tests">The whole of its tests.</param>
/// <param name="Note">What the change is for, in a few words; the approver and the history read it.</param>
/// <param name="BaseNumber">The version in force that the author began from; 0 when none was.</param>
internal sealed record DraftText(string Text, string Tests, string Note, long BaseNumber);
