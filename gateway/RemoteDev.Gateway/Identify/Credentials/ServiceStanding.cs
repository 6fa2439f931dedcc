using System.Net;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Journey;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Identify.Credentials;

/// <summary>
/// Whether a service account may be identified, from where it comes, at this moment: asked with every request and of every live session each
/// second. What it says is said to whoever holds a token of it, so it says whom to ask.
/// </summary>
internal static class ServiceStanding
{
    /// <summary>Whether that is how a service account is called where people are called by their logins.</summary>
    public static bool IsService(string login) => login.StartsWith(Uids.ServicePrefix, StringComparison.Ordinal);

    /// <summary>How it is called there.</summary>
    public static string HolderOf(string name) => Uids.ServicePrefix + name;

    /// <summary>The account of that name among logins, or null.</summary>
    public static ServiceEntry? Find(CatalogSnapshot snapshot, string login) =>
        IsService(login) ? snapshot.Services.GetValueOrDefault(login[Uids.ServicePrefix.Length..]) : null;

    /// <summary>Null when it may.</summary>
    public static Refusal? WhyNot(CatalogSnapshot snapshot, string login, IPAddress source) =>
        WhyNot(snapshot, login) ?? WhyNotFrom(Find(snapshot, login)!, source);

    /// <summary>Why nobody may use the account of that name, wherever they are; null when somebody may.</summary>
    public static Refusal? WhyNot(CatalogSnapshot snapshot, string login) => Find(snapshot, login) is { } service
        ? WhyNot(snapshot, service)
        : new Refusal(RefusalCode.Suspended, "This service account is not in the catalogue any more. Ask the client's administrator.");

    /// <summary>Why nobody may use it, wherever they are; null when somebody may.</summary>
    public static Refusal? WhyNot(CatalogSnapshot snapshot, ServiceEntry service)
    {
        var owner = snapshot.People.GetValueOrDefault(service.Owner);
        if (owner is not { Suspended: false })
        {
            return new Refusal(
                RefusalCode.Suspended,
                $"{owner?.DisplayName ?? service.Owner}, who answers for the service account {service.Name}, {(owner is null ? "is gone" : "is suspended")}, and so it is "
                + "not accepted. Ask the client's administrator to name somebody else.");
        }

        return service.Suspended
            ? new Refusal(
                RefusalCode.Suspended,
                $"The service account {service.Name} is suspended. Ask {owner.DisplayName}, who answers for it, or the client's administrator.")
            : null;
    }

    private static Refusal? WhyNotFrom(ServiceEntry service, IPAddress source)
    {
        var address = source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source;
        return service.Sources.Any(cidr => IPNetwork.TryParse(cidr, out var network) && network.Contains(address))
            ? null
            : new Refusal(
                RefusalCode.BadCredential,
                $"The service account {service.Name} is not accepted from {address}; its networks in the catalogue do not hold that address. Ask {service.Owner}, who answers for it.");
    }
}
