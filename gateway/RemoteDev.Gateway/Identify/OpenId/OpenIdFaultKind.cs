namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>What went wrong in a sign-in through a provider, as far as the person or the operator can do something about it.</summary>
internal enum OpenIdFaultKind
{
    Unspecified = 0,

    /// <summary>The provider did not answer, or not in time.</summary>
    Unreachable,

    /// <summary>The provider answered what it may not: a wrong issuer, a signature that does not hold, a document that is too large.</summary>
    BadAnswer,

    /// <summary>The provider does not know this gateway, or not by what it proves itself with.</summary>
    ClientRefused,

    /// <summary>This browser did not begin this sign-in, or began it too long ago.</summary>
    NotBegunHere,

    /// <summary>The same answer came a second time: the back button, a reloaded page, or somebody who copied the link.</summary>
    UsedTwice,

    /// <summary>The person, or the provider on their behalf, did not want to.</summary>
    Cancelled,

    /// <summary>The provider says that this sign-in is over.</summary>
    GrantEnded,

    /// <summary>What the provider says is from a time that is not ours.</summary>
    ClockWrong,

    /// <summary>The person showed themselves to the provider longer ago than was asked for.</summary>
    TooLongAgo,

    /// <summary>Somebody came back from confirming, and the provider does not say that it asked them again just now.</summary>
    NotAskedAgain,

    /// <summary>Somebody came back from confirming with another account than the one they are signed in with.</summary>
    OtherAccount,

    /// <summary>Somebody came back from confirming, and what the provider asked for is no second factor here.</summary>
    FactorNotHonoured,

    /// <summary>The provider has not verified the e-mail address, or says none.</summary>
    EmailNotVerified,

    /// <summary>The provider may not vouch for addresses of this domain.</summary>
    DomainNotAllowed,

    /// <summary>The provider may not vouch for people of this vendor.</summary>
    VendorNotAllowed,

    /// <summary>Nobody on the list signs in here by this provider under that address, or the account belongs to another subject.</summary>
    NotListed,

    /// <summary>The person is suspended here.</summary>
    Suspended,

    /// <summary>The provider is not one that the catalogue knows.</summary>
    NotOffered,

    /// <summary>The gateway itself cannot at this moment.</summary>
    NotReady,
}
