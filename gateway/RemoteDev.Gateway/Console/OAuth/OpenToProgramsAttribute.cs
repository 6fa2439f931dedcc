using RemoteDev.Gateway.Console.Access;

namespace RemoteDev.Gateway.Console.OAuth;

/// <summary>
/// The endpoint is for programs that are nobody yet, or bring their own proof: no cookie counts for it. A page elsewhere is turned away by the
/// endpoint, in the words of its protocol.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OpenToProgramsAttribute : Attribute, IPageRule
{
    public bool Public => true;

    public string? Action => null;

    public bool FromElsewhere => true;
}
