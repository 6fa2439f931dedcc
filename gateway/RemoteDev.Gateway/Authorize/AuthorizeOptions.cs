namespace RemoteDev.Gateway.Authorize;

/// <summary>What Authorize knows beside the catalogue. Section <c>RemoteDev:Authorize</c>.</summary>
internal sealed class AuthorizeOptions
{
    public const string Section = "Authorize";

    /// <summary>
    /// A database of countries in the MaxMind DB format (<c>.mmdb</c>), which the administrator brings and replaces; it is read again when
    /// it changes. Empty: no request has a country.
    /// </summary>
    public string CountryDatabase { get; init; } = "";
}
