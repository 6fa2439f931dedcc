namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>Whether what is asked of the provider is pushed to it first (RFC 9126), so that nobody reads or changes it on the way.</summary>
internal enum PushedAuthorizationBehavior
{
    Unspecified = 0,

    /// <summary>Where the provider offers it.</summary>
    UseIfAvailable,

    Disable,

    /// <summary>Nobody signs in through a provider that does not offer it.</summary>
    Require,
}
