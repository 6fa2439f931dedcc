namespace RemoteDev.Gateway.Identify.Authorities;

/// <summary>
/// What each key of the gateway is for. A key signs for one purpose only, so that what one authority says can never be shown where
/// another is believed. The words stand in the database and inside each sealed key.
/// </summary>
internal static class AuthorityPurpose
{
    /// <summary>Proves to people that this is the gateway.</summary>
    public const string HostKey = "host-key";

    /// <summary>Vouches for the host key, so that people pin the authority once.</summary>
    public const string Hosts = "host-authority";

    /// <summary>Vouches to environments for whoever the gateway lets through.</summary>
    public const string Targets = "target-authority";

    /// <summary>Vouches to the gateway for a person who has proven themselves at the portal.</summary>
    public const string People = "person-authority";
}
