namespace RemoteDev.Gateway.Console.Access;

/// <summary>
/// The endpoint is for OpenID Providers, and for browsers that they send: it believes nothing but the proof that comes with the request, and
/// so takes it from another site's page, or from no page.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OpenToProvidersAttribute : Attribute, IPageRule
{
    public bool Public => true;

    public string? Action => null;

    public bool FromElsewhere => true;
}
