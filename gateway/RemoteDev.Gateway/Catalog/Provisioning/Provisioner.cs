using System.Collections.Immutable;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Rules;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Catalog.Provisioning;

/// <summary>
/// The one way by which providers act upon people: an OpenID sign-in, and a directory that speaks SCIM. Everything is an ordinary
/// edit of the catalogue by <see cref="Actor.OfProvider"/>, guarded and traced as any, and in force when the call returns.
/// </summary>
internal sealed class Provisioner(CatalogRoom catalog, DirectoryStore directories, TraceRoom trace)
{
    // Others edit meanwhile; what a provider says is worked out again upon what they made of the catalogue.
    private const int Tries = 8;

    private static readonly ProvisionOutcome.Refused Busy =
        new(ProvisionFault.NotNow, "The catalogue is being edited by many at this moment. Try again in a moment.");

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
        Func<string, bool> speaks = hasGroups ? IsNoGroup : static _ => true;
        return await EditAsync(
            by,
            snapshot => (person.Login is { } login ? OwnOf(snapshot, by, login) : Find(snapshot, by.Provider!, person.Email)) switch
            {
                { Suspended: true } => Refuse(ProvisionFault.Suspended, "Your access is suspended. Ask your contact at the client."),
                { } known => Change(snapshot, by, known, person, speaks),
                null when person.Login is not null => Nobody(person.Login),
                null => Create(snapshot, by, hasGroups ? person with { Claims = person.Claims?.Where(IsNoGroup) } : person),
            },
            cancellationToken);
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
            snapshot => OwnOf(snapshot, by, login) is { } known
                ? (person is null ? new Plan(login) : Change(snapshot, by, known, person, IsGroup)) with { Suspend = suspended == known.Suspended ? null : suspended, Reason = reason }
                : Nobody(login),
            cancellationToken);

    /// <summary>Suspends, which ends everything the person has open.</summary>
    public Task<ProvisionOutcome> SuspendAsync(Actor by, string login, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(by, login, null, suspended: true, reason, cancellationToken);

    /// <summary>Lifts a suspension that the provider's own directory made; every other stays, and is said.</summary>
    public Task<ProvisionOutcome> ReactivateAsync(Actor by, string login, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(by, login, null, suspended: false, reason, cancellationToken);

    /// <summary>
    /// Gives people exactly the roles that their groups give, all in one edit; roles by other claims stay, and so do suspensions. Who is
    /// not one of the provider's people is passed over.
    /// </summary>
    /// <param name="claims">By login, the groups as claims.</param>
    /// <returns>Null when it is so, or why not.</returns>
    public async Task<ProvisionOutcome.Refused?> SetGroupsAsync(Actor by, IReadOnlyDictionary<string, ProviderClaims> claims, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Tries; i++)
        {
            var snapshot = catalog.Current;
            if (!snapshot.Providers.TryGetValue(by.Provider ?? "", out var provider))
            {
                return NoProvider(by);
            }

            var edits = new List<CatalogEdit>();
            var kept = new List<(string Login, string Role)>();
            var left = snapshot.Roles.Values.Where(role => role.Administrative).ToDictionary(role => role.Name, role => GuardRules.Holders(snapshot, role.Name), StringComparer.Ordinal);
            foreach (var (login, groups) in claims.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                if (OwnOf(snapshot, by, login) is not { } known)
                {
                    continue;
                }

                var roles = RoleMapping.Of(provider, groups, known.ProviderRoles, IsGroup).ToList();
                foreach (var role in known.ProviderRoles.Except(roles, StringComparer.Ordinal).Where(role => !known.Suspended && left.ContainsKey(role)).ToArray())
                {
                    if (left[role] == 1)
                    {
                        roles.Add(role);
                        kept.Add((login, role));
                    }
                    else
                    {
                        left[role]--;
                    }
                }

                edits.Add(new CatalogEdit.SetProviderRoles(login, [.. roles]));
            }

            switch (await catalog.EditAsync(edits, by, snapshot.Version, cancellationToken))
            {
                case EditOutcome.Applied:
                    foreach (var (login, role) in kept)
                    {
                        await TellAsync(by, login, [(role, true)]);
                    }

                    return null;
                case EditOutcome.Refused refused:
                    return Refused(refused);
            }

            await catalog.ReloadAsync(cancellationToken);
        }

        return Busy;
    }

    private static bool IsGroup(string claim) => claim == RoleRule.Groups;

    private static bool IsNoGroup(string claim) => !IsGroup(claim);

    private static ProvisionOutcome.Refused NoProvider(Actor by) =>
        new(ProvisionFault.NoSuchProvider, $"There is no provider {by.Provider} in the catalogue. An administrator adds it.");

    private static PersonEntry? OwnOf(CatalogSnapshot snapshot, Actor by, string login) =>
        snapshot.People.GetValueOrDefault(login) is { } person && person.Provider == by.Provider ? person : null;

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

    private async Task<ProvisionOutcome> EditAsync(Actor by, Func<CatalogSnapshot, Plan> plan, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Tries; i++)
        {
            var snapshot = catalog.Current;
            if (!snapshot.Providers.ContainsKey(by.Provider ?? ""))
            {
                return NoProvider(by);
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
                    await TellAsync(by, planned.Login, [.. kept.Select(role => (role, true)), .. left.Select(role => (role, false))]);
                    return new ProvisionOutcome.Done(catalog.Current.People[planned.Login], planned.Created, !applied.Changes.IsEmpty);
                case EditOutcome.Refused refused:
                    return Refused(refused);
            }

            // Perhaps it was another gateway that edited, and this one has not read it yet.
            await catalog.ReloadAsync(cancellationToken);
        }

        return Busy;
    }

    private static ProvisionOutcome.Refused Refused(EditOutcome.Refused refused) => new(
        refused.Faults.Any(fault => fault.Path is "database" or "trace" or CatalogFault.Busy) ? ProvisionFault.NotNow : ProvisionFault.Forbidden,
        string.Join("; ", refused.Faults.Take(8).Select(fault => $"{fault.Path} {fault.Message}")));

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

    // What happened has happened: it is told whether or not somebody still waits for the answer.
    private async Task TellAsync(Actor by, string login, IReadOnlyList<(string Role, bool Kept)> met)
    {
        foreach (var (role, kept) in met)
        {
            await trace.OpenAsync(
                new LastHolderMet { Actor = by.Login, Source = by.Source?.ToString(), Login = login, Role = role, Kept = kept }, CancellationToken.None);
        }
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
