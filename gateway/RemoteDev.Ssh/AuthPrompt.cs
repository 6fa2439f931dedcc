namespace RemoteDev.Ssh;

/// <summary>One question of a keyboard-interactive conversation (RFC 4256 section 3.2).</summary>
/// <param name="Text">What is shown, for instance <c>Code: </c>.</param>
/// <param name="Echo">Whether the answer is shown while it is typed.</param>
public sealed record AuthPrompt(string Text, bool Echo);
