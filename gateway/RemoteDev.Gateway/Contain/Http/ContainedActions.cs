namespace RemoteDev.Gateway.Contain.Http;

/// <summary>The actions that requests to an environment amount to, by their names in policy.</summary>
internal static class ContainedActions
{
    public const string Browse = "browse";
    public const string Download = "download";
    public const string ForwardPort = "forwardPort";
}
