using System.Net;

namespace RemoteDev.Gateway.Authorize.Countries;

/// <summary>There is no database.</summary>
internal sealed class NoCountries : ICountries
{
    public static NoCountries Instance { get; } = new();

    public string? Of(IPAddress address) => null;
}
