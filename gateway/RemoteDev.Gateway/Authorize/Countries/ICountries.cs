using System.Net;

namespace RemoteDev.Gateway.Authorize.Countries;

/// <summary>Which country an address is in.</summary>
internal interface ICountries
{
    /// <summary>ISO 3166-1 alpha-2 in capitals; null when nobody knows, as of a private address.</summary>
    string? Of(IPAddress address);
}
