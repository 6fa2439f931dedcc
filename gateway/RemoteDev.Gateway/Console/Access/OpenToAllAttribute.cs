namespace RemoteDev.Gateway.Console.Access;

/// <summary>The page opens to anybody who reaches the portal's origin.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OpenToAllAttribute : Attribute, IPageRule
{
    public bool Public => true;

    public string? Action => null;
}
