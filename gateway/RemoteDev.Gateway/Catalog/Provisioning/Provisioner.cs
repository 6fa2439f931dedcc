using System.Collections.Immutable;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Rules;

namespace RemoteDev.Gateway.Catalog.Provisioning;

/// <summary>
/// The one way by which providers act upon people: an OpenID sign-in, and a directory that speaks SCIM. Everything is an ordinary
/// edit of the catalogue by <see cref="Actor.OfProvider"/>, guarded and traced as any, and in force when the call returns. Roles alone,
/// of groups and of rules that changed, are <see cref="ProvisionedRoles"/>' to give.
/// </summary>
internal sealed class Provisioner(CatalogRoom catalog, DirectoryStore directories, ProviderWords words, ProvisionedRoles roles)
{
    // Others edit meanwhile; what a provider says is worked out again upon what they made of the catalogue.
    private const int Tries = 8;

    /// <summary>The person a provider means by an address, or null when it has nobody there. People of others are never found.</summary>
    public static PersonEntry? Find(CatalogSnapshot snapshot, string provider, string email) =>
        snapshot.People.Values.SingleOrDefault(person => person.Provider == provider && string.Equals(person.Email, email, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Brings somebody who proved themselves to the provider into the catalogue as its rules say: adds them where it may, and gives
    /// exactly the roles that the claims give. A suspended person is refused, and not changed.
    /// </summary>
    /// <remarks>Where the provider's directory sends groups by SCIM, what the sign-in says of groups does not count: the directory is the fresher.</remarks>
    public async Task<ProvisionOutcome> SignInAsync(Actor by, ProvidedPerson person, CancellationToken cancellationToken)
    {
        var hasGroups = await directories.SpeaksOfGroupsAsync(by.Provider ?? "", cancellationToken);
        Func<string, bool> speaks = hasGroups ? GroupClaims.IsOther : static _ => true;

        // Kept first: whoever holds rules against it meanwhile must not find an older word after this sign-in gave its roles.
        var said = person.Claims?.Where(speaks) ?? ProviderClaims.None;
        var known = person.Login ?? (by.Provider is { } name ? Find(catalog.Current, name, person.Email)?.Login : null);
        if (known is not null && !await KeepAsync(by, known, said, cancellationToken))
        {
            return ProvisionedRoles.Busy;
        }

        var outcome = await EditAsync(
            by,
            snapshot => (person.Login is { } login ? ProvisionedRoles.OwnOf(snapshot, by, login) : Find(snapshot, by.Provider!, person.Email)) switch
            {
                { Suspended: true } => Refuse(ProvisionFault.Suspended, "Your access is suspended. Ask your contact at the client."),
                { } own => Change(snapshot, by, own, person, speaks),
                null when person.Login is not null => Nobody(person.Login),
                null => Create(snapshot, by, hasGroups ? person with { Claims = person.Claims?.Where(GroupClaims.IsOther) } : person),
            },
            cancellationToken);
        return known is null && outcome is ProvisionOutcome.Done done && !await KeepAsync(by, done.Person.Login, said, cancellationToken) ? ProvisionedRoles.Busy : outcome;
    }

    /// <summary>Adds a person; refused when the provider has somebody at that address already.</summary>
    public Task<ProvisionOutcome> CreateAsync(Actor by, ProvidedPerson person, bool suspended, string reason, CancellationToken cancellationToken) =>
        EditAsync(by, snapshot => Create(snapshot, by, person, suspended ? reason : null), cancellationToken);

    /// <summary>Changes name, address and roles, also of somebody suspended.</summary>
    /// <param name="by">The provider.</param>
    /// <param name="suspended">Suspends or restores in the same edit; null leaves it.</param>
    /// <param name="reason">Why, for the trace, when it suspends or restores.</param>
    public Task<ProvisionOutcome> ChangeAsync(Actor by, string login, ProvidedPerson? person, bool? suspended, string reason, CancellationToken cancellationToken) =>
        EditAsync(
            by,
            snapshot => ProvisionedRoles.OwnOf(snapshot, by, login) is { } known
                ? (person is null ? new Plan(login) : Change(snapshot, by, known, person, GroupClaims.Is)) with { Suspend = suspended == known.Suspended ? null : suspended, Reason = reason }
                : Nobody(login),
            cancellationToken);

    /// <summary>Suspends, which ends everything the person has open.</summary>
    public Task<ProvisionOutcome> SuspendAsync(Actor by, string login, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(by, login, null, suspended: true, reason, cancellationToken);

    /// <summary>Lifts a suspension that the provider's own directory made; every other stays, and is said.</summary>
    public Task<ProvisionOutcome> ReactivateAsync(Actor by, string login, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(by, login, null, suspended: false, reason, cancellationToken);

    private static Plan Refuse(ProvisionFault fault, string message) => new("") { Refusal = new ProvisionOutcome.Refused(fault, message) };

    private static Plan Nobody(string login) => Refuse(ProvisionFault.NobodyOfThatName, $"{login} is not one of this provider's people.");

    private static Plan Create(CatalogSnapshot snapshot, Actor by, ProvidedPerson person, string? suspendedBecause = null)
    {
        var provider = snapshot.Providers[by.Provider!];
        if (WrongAddress(provider, person.Email) is { } wrong)
        {
            return wrong;
        }

        if (Find(snapshot, provider.Name, person.Email) is not null)
        {
            return Refuse(ProvisionFault.Taken, "Somebody of this provider has that e-mail address already.");
        }

        if (!provider.CreatesPeople)
        {
            return Refuse(ProvisionFault.NobodyOfThatName, $"Nobody here has this address, and {provider.DisplayName} may not add people. Ask an administrator to add you.");
        }

        if (NewLogin.Make(person.PreferredName ?? person.Email, snapshot.People.ContainsKey) is not { } login)
        {
            return Refuse(ProvisionFault.Taken, "No login could be made of this name.");
        }

        var roles = RoleMapping.Of(provider, person.Claims ?? ProviderClaims.None);
        var entry = new PersonEntry(
            login, Shown(person.DisplayName) ?? person.Email, person.Email, provider.Vendors.FirstOrDefault(), roles, suspendedBecause is not null, "Etc/UTC", [])
        {
            Provider = provider.Name, ProviderRoles = roles,
        };
        return new Plan(login)
        {
            Put = entry, Created = true, Suspend = suspendedBecause is null ? null : true, Reason = suspendedBecause ?? "",
        };
    }

    private static Plan Change(CatalogSnapshot snapshot, Actor by, PersonEntry known, ProvidedPerson person, Func<string, bool> speaks)
    {
        var provider = snapshot.Providers[by.Provider!];
        if (WrongAddress(provider, person.Email) is { } wrong)
        {
            return wrong;
        }

        if (Find(snapshot, provider.Name, person.Email) is { } other && other.Login != known.Login)
        {
            return Refuse(ProvisionFault.Taken, "Somebody else of this provider has that e-mail address already.");
        }

        var becomes = known with { Email = person.Email, DisplayName = Shown(person.DisplayName) ?? known.DisplayName };
        var roles = person.Claims is { } claims ? RoleMapping.Of(provider, claims, known.ProviderRoles, speaks) : (ImmutableArray<string>?)null;
        return new Plan(known.Login) { Put = becomes == known ? null : becomes, Roles = roles };
    }

    private static Plan? WrongAddress(ProviderEntry provider, string email) => provider.SpeaksForAddress(email)
        ? null
        : Refuse(ProvisionFault.DomainNotAllowed, $"{provider.DisplayName} does not speak for this e-mail address. Sign in with your employer's account, or ask an administrator.");

    private static string? Shown(string? name)
    {
        var line = new string([.. (name ?? "").Where(c => !char.IsControl(c))]).Trim();
        return line.Length == 0 ? null : line[..Math.Min(line.Length, Limits.DisplayName)].TrimEnd();
    }

    private async Task<bool> KeepAsync(Actor by, string login, ProviderClaims said, CancellationToken cancellationToken) =>
        catalog.Current.Providers.GetValueOrDefault(by.Provider ?? "") is { } provider && await words.KeepAsync(provider, login, said, cancellationToken);

    private async Task<ProvisionOutcome> EditAsync(Actor by, Func<CatalogSnapshot, Plan> plan, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Tries; i++)
        {
            var snapshot = catalog.Current;
            if (!snapshot.Providers.ContainsKey(by.Provider ?? ""))
            {
                return ProvisionedRoles.NoProvider(by);
            }

            var planned = plan(snapshot);
            if (planned.Refusal is { } refusal)
            {
                return refusal;
            }

            var (kept, left) = LastHolders(snapshot, planned);
            switch (await catalog.EditAsync([.. planned.Edits(kept)], by, snapshot.Version, cancellationToken))
            {
                case EditOutcome.Applied applied:
                    await roles.TellAsync(by, planned.Login, [.. kept.Select(role => (role, true)), .. left.Select(role => (role, false))]);
                    return new ProvisionOutcome.Done(catalog.Current.People[planned.Login], planned.Created, !applied.Changes.IsEmpty);
                case EditOutcome.Refused refused:
                    return ProvisionedRoles.Refused(refused);
            }

            // Perhaps it was another gateway that edited, and this one has not read it yet.
            await catalog.ReloadAsync(cancellationToken);
        }

        return ProvisionedRoles.Busy;
    }

    // The last administrator keeps the role when a claim fails to come, and is suspended all the same when the directory says so.
    private static (ImmutableArray<string> Kept, ImmutableArray<string> Left) LastHolders(CatalogSnapshot snapshot, Plan plan)
    {
        if (snapshot.People.GetValueOrDefault(plan.Login) is not { Suspended: false } known)
        {
            return ([], []);
        }

        bool IsLast(string role) => snapshot.Roles.GetValueOrDefault(role) is { Administrative: true } && GuardRules.Holders(snapshot, role) == 1;
        return plan.Suspend == true
            ? ([], [.. known.Roles.Where(IsLast)])
            : ([.. known.ProviderRoles.Except(plan.Roles ?? known.ProviderRoles, StringComparer.Ordinal).Where(IsLast)], []);
    }

    // What is to be done to one person, worked out upon one version of the catalogue.
    private sealed record Plan(string Login)
    {
        public PersonEntry? Put { get; init; }

        public ImmutableArray<string>? Roles { get; init; }

        public bool? Suspend { get; init; }

        public string Reason { get; init; } = "";

        public bool Created { get; init; }

        public ProvisionOutcome? Refusal { get; init; }

        public IEnumerable<CatalogEdit> Edits(ImmutableArray<string> kept)
        {
            if (Put is { } put)
            {
                yield return new CatalogEdit.PutPerson(put);
            }

            if (Roles is { } roles)
            {
                yield return new CatalogEdit.SetProviderRoles(Login, [.. roles.Union(kept, StringComparer.Ordinal)]);
            }

            if (Suspend is { } suspended)
            {
                yield return new CatalogEdit.SetSuspended(Login, suspended, Reason);
            }
        }
    }
}
