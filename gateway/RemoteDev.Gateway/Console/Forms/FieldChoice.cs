namespace RemoteDev.Gateway.Console.Forms;

/// <summary>One of the values a field offers.</summary>
/// <param name="Note">A word more beside a check box.</param>
/// <param name="Locked">Shown, but not for this person to change.</param>
internal sealed record FieldChoice(string Value, string Label, string? Note = null, bool Locked = false);
