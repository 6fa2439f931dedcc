namespace RemoteDev.Gateway.Replicas;

/// <summary>What gateways tell each other. The zero value tells nothing.</summary>
internal enum SharedTopic
{
    None = 0,

    /// <summary>A sign-in has ended.</summary>
    SignInEnded,

    /// <summary>An attempt to sign in was counted, forgiven or cleared.</summary>
    LockoutCounted,

    /// <summary>An access token has ended.</summary>
    AccessTokenEnded,
}
