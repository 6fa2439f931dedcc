using System.Net;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Provisioning;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.OpenId.People;

/// <summary>
/// Finds the person of ours whom a provider vouches for, within what the catalogue lets it vouch for. The subject decides once it is
/// linked; the address, and only a verified one, finds somebody the first time.
/// </summary>
internal sealed class ProviderPeople(ProviderLinks links, CatalogRoom catalog, Provisioner provisioner, TraceRoom trace, TimeProvider clock)
{
    /// <summary>The person, with exactly the roles that the claims give; or why it is nobody here.</summary>
    public async Task<OpenIdStep<ProviderPerson>> RecogniseAsync(ProviderIdentity identity, IPAddress? source, CancellationToken cancellationToken)
    {
        try
        {
            return await DatabaseDeadline.KeepAsync(token => FindAsync(identity, source, token), clock, cancellationToken);
        }
        catch (Exception lost) when (DatabaseFault.IsOne(lost))
        {
            return new OpenIdFault(OpenIdFaultKind.NotReady, $"The database cannot be asked ({lost.GetType().Name}).");
        }
    }

    private async Task<OpenIdStep<ProviderPerson>> FindAsync(ProviderIdentity identity, IPAddress? source, CancellationToken cancellationToken)
    {
        if (catalog.Current.Providers.GetValueOrDefault(identity.Provider) is not { } provider)
        {
            return new OpenIdFault(OpenIdFaultKind.NotOffered, $"The catalogue has no provider {identity.Provider}.");
        }

        if (identity.VerifiedEmail is not { } email)
        {
            return new OpenIdFault(OpenIdFaultKind.EmailNotVerified, $"{provider.Name} does not say by a boolean that the address is verified.");
        }

        if (!provider.SpeaksForAddress(email))
        {
            return new OpenIdFault(OpenIdFaultKind.DomainNotAllowed, $"{provider.Name} may not vouch for the domain of {OpenIdFault.Foreign(email)}.");
        }

        var linked = await links.LoginAsync(provider.Name, identity.Subject, cancellationToken);
        var known = linked is null ? Provisioner.Find(catalog.Current, provider.Name, email) : catalog.Current.People.GetValueOrDefault(linked);
        if (linked is not null && known?.Provider != provider.Name)
        {
            return new OpenIdFault(OpenIdFaultKind.NotListed, $"{linked} does not sign in by {provider.Name} any more.");
        }

        if (known is not null && !provider.SpeaksFor(known.Vendor))
        {
            return new OpenIdFault(OpenIdFaultKind.VendorNotAllowed, $"{provider.Name} may not vouch for people of {known.Vendor ?? "the client"}.");
        }

        // Whose account it is stands before anything of it changes.
        if (known is not null && linked is null && await WhyNotLinkedAsync(identity, known.Login, source, cancellationToken) is { } fault)
        {
            return fault;
        }

        return await ApplyAsync(identity, provider, email, known, source, cancellationToken);
    }

    private static ProviderClaims Claims(ProviderIdentity identity, ProviderEntry provider) => ProviderClaims.Of(
        provider.Rules.Select(rule => rule.Claim).Distinct(StringComparer.Ordinal)
            .Where(claim => claim is not (RoleMapping.Context or RoleMapping.Methods))
            .SelectMany(claim => identity.Texts(claim).Select(value => KeyValuePair.Create(claim, value)))
            .Concat(identity.AuthenticationMethods.Select(method => KeyValuePair.Create(RoleMapping.Methods, method)))
            .Concat(identity.AuthenticationContext is { } context ? [KeyValuePair.Create(RoleMapping.Context, context)] : []));

    private async Task<OpenIdStep<ProviderPerson>> ApplyAsync(
        ProviderIdentity identity, ProviderEntry provider, string email, PersonEntry? known, IPAddress? source, CancellationToken cancellationToken)
    {
        var claims = Claims(identity, provider);
        var person = new ProvidedPerson(email, identity.Name, claims) { Login = known?.Login, PreferredName = identity.PreferredName };
        var outcome = await provisioner.SignInAsync(Actor.OfProvider(provider.Name, Actor.OpenId, source), person, cancellationToken);
        if (outcome is not ProvisionOutcome.Done done)
        {
            return Fault((ProvisionOutcome.Refused)outcome);
        }

        return known is null && await WhyNotLinkedAsync(identity, done.Person.Login, source, cancellationToken) is { } fault
            ? fault
            : new ProviderPerson(done.Person, provider, claims);
    }

    private async Task<OpenIdFault?> WhyNotLinkedAsync(ProviderIdentity identity, string login, IPAddress? source, CancellationToken cancellationToken)
    {
        var taken = new OpenIdFault(OpenIdFaultKind.NotListed, $"{login} is linked to another subject of {identity.Provider}.");
        if (await links.HasAsync(identity.Provider, login, cancellationToken))
        {
            return taken;
        }

        var linked = new ProviderLinked { Actor = login, Source = source?.ToString(), Provider = identity.Provider, Subject = identity.Subject, Login = login };
        return !await trace.OpenAsync(linked, cancellationToken) ? new OpenIdFault(OpenIdFaultKind.NotReady, "The trace cannot be written.")
            : await links.TryLinkAsync(identity.Provider, identity.Subject, login, cancellationToken) ? null : taken;
    }

    private static OpenIdFault Fault(ProvisionOutcome.Refused refused) => new(
        refused.Fault switch
        {
            ProvisionFault.NoSuchProvider => OpenIdFaultKind.NotOffered,
            ProvisionFault.DomainNotAllowed => OpenIdFaultKind.DomainNotAllowed,
            ProvisionFault.Suspended => OpenIdFaultKind.Suspended,
            ProvisionFault.NotNow => OpenIdFaultKind.NotReady,
            _ => OpenIdFaultKind.NotListed,
        },
        OpenIdFault.Foreign(refused.Message));
}
