namespace RemoteDev.Gateway.Console.Policies;

/// <summary>The editors of a policy and its tests, with what is known about the text in them.</summary>
/// <param name="Address">The page whose handlers <c>Look</c> and <c>Reach</c> answer while somebody types.</param>
/// <param name="Report">What was found in this text, or null when nobody looked yet.</param>
internal sealed record Workbench(string Address, string Text, string Tests, DraftReport? Report);
