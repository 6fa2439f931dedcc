namespace RemoteDev.Gateway.Catalog.Provisioning;

/// <summary>Why a provider's word changed nothing. The zero value refuses, as every one does.</summary>
internal enum ProvisionFault
{
    /// <summary>The catalogue's rules forbid it; the words say which.</summary>
    Forbidden = 0,

    /// <summary>There is no provider of that name in the catalogue.</summary>
    NoSuchProvider,

    /// <summary>The address is in a domain for which the provider does not speak.</summary>
    DomainNotAllowed,

    /// <summary>The catalogue does not have the person, and the provider may not add people.</summary>
    NobodyOfThatName,

    /// <summary>The person is suspended.</summary>
    Suspended,

    /// <summary>Somebody else has the address or the name.</summary>
    Taken,

    /// <summary>The catalogue, its database or the trace could not take it at this moment.</summary>
    NotNow,
}
