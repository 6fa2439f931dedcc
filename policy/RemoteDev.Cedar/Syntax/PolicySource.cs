namespace RemoteDev.Cedar.Syntax;

/// <summary>One text with policies in it.</summary>
/// <param name="Name">What faults call it, usually a file name.</param>
/// <param name="Text">The Cedar text.</param>
internal sealed record PolicySource(string Name, string Text);
