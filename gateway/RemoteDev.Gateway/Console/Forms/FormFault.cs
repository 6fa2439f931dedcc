namespace RemoteDev.Gateway.Console.Forms;

/// <summary>One thing wrong with a form.</summary>
/// <param name="Field">The field's name, or empty when no single field is to blame.</param>
internal sealed record FormFault(string Field, string Message);
