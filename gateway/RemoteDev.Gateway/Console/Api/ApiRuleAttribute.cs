using RemoteDev.Gateway.Console.Access;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>
/// Marks an endpoint of the REST API and names the administrative action it needs. At the portal the console's door judges by it;
/// the operator's socket answers marked endpoints and no others.
/// </summary>
/// <param name="action">One of <see cref="ConsoleAction"/>; null where a sign-in with a second factor is enough.</param>
/// <param name="orAction">Another one that opens it as well, if any.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ApiRuleAttribute(string? action, string? orAction = null) : Attribute, IPageRule
{
    public bool Public => false;

    public string? Action { get; } = action;

    public string? OrAction { get; } = orAction;
}
