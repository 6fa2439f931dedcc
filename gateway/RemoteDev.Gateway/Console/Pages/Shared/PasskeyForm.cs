namespace RemoteDev.Gateway.Console.Pages.Shared;

/// <summary>The form by which a passkey is asked for or made; passkey.js shows it where the browser can.</summary>
/// <param name="Button">What the button says.</param>
internal sealed record PasskeyForm(string Button)
{
    /// <summary>A new passkey is made, and gets a name; otherwise one is asked for.</summary>
    public bool Makes { get; init; }

    public string? Return { get; init; }

    public string? Hint { get; init; }

    /// <summary>It is the first way offered.</summary>
    public bool Primary { get; init; }
}
