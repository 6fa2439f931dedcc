namespace RemoteDev.Gateway.Console.Access;

/// <summary>The page opens to everybody who is signed in with a second factor, and shows each person their own.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OpenToVerifiedAttribute : Attribute, IPageRule
{
    public bool Public => false;

    public string? Action => null;
}
