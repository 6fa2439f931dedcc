using System.Net;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Policy.Decisions;

namespace RemoteDev.Gateway.Console.Pages.Policy;

/// <summary>From where and by which device a question is supposed to be asked: what nobody types is not known.</summary>
internal sealed class SourceFacts
{
    /// <summary>An address; the networks that hold it are those of the catalogue.</summary>
    public string? Address { get; set; }

    /// <summary>A network, for those who do not know an address of it.</summary>
    public string? Network { get; set; }

    /// <summary>Two letters.</summary>
    public string? Country { get; set; }

    /// <summary><c>none</c>, <c>certificate</c> or <c>managed</c>.</summary>
    public string? Device { get; set; }

    private string AddressText => Address?.Trim() ?? "";

    private string CountryText => Country?.Trim() ?? "";

    /// <summary>Why the question cannot be asked with these; null when it can.</summary>
    public string? Fault(CatalogSnapshot catalog)
    {
        if (AddressText.Length > 0 && !IPAddress.TryParse(AddressText, out _))
        {
            return "The address is none; write it like 192.0.2.7.";
        }

        if (Network is { Length: > 0 } network && !catalog.Networks.ContainsKey(network))
        {
            return "There is no network of that name any more.";
        }

        return CountryText.Length > 0 && !(CountryText.Length == 2 && CountryText.All(char.IsAsciiLetter)) ? "The country is two letters, like NG." : null;
    }

    public DecisionContext Apply(CatalogSnapshot catalog, DecisionContext context)
    {
        var source = AddressText.Length > 0 ? IPAddress.Parse(AddressText) : IPAddress.None;
        IEnumerable<string> named = Network is { Length: > 0 } network ? [network] : [];
        return context with
        {
            Source = source,
            Networks = [.. (AddressText.Length > 0 ? catalog.NetworkIndex.NamesOf(source) : []).Union(named, StringComparer.Ordinal)],
            Country = CountryText.Length > 0 ? CountryText.ToUpperInvariant() : null,
            DeviceCertificate = Device is "certificate" or "managed",
            DeviceManaged = Device is "managed",
        };
    }
}
