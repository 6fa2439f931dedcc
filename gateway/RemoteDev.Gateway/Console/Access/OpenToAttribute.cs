namespace RemoteDev.Gateway.Console.Access;

/// <summary>The page opens to people whom policy permits the action on the gateway, judged anew for every request.</summary>
/// <param name="action">One of <see cref="ConsoleAction"/>.</param>
/// <param name="orAction">Another one that opens it as well, if any.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OpenToAttribute(string action, string? orAction = null) : Attribute, IPageRule
{
    public bool Public => false;

    public string? Action { get; } = action;

    public string? OrAction { get; } = orAction;
}
