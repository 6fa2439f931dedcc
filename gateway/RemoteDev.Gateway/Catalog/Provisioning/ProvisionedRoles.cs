using System.Collections.Immutable;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Rules;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Catalog.Provisioning;

/// <summary>
/// Gives a provider's people exactly the roles that its rules give by what is stored of them: groups of its directory, and the claims that
/// it last said. Several gateways may be at it, upon what each of them knows of what the others stored; so what is stored is read again
/// after every edit, and it is done when nothing is left to change. Whoever stores something calls this afterwards.
/// </summary>
internal sealed class ProvisionedRoles(CatalogRoom catalog, DirectoryStore directories, ProviderWords words, TraceRoom trace)
{
    private const int Tries = 16;

    internal static readonly ProvisionOutcome.Refused Busy =
        new(ProvisionFault.NotNow, "The catalogue is being edited by many at this moment. Try again in a moment.");

    /// <summary>Raised with the provider when roles could not be given now. Somebody does it later; handlers must not block or throw.</summary>
    public event Action<string>? Owed;

    /// <summary>
    /// Gives people exactly the roles that their groups give, all in one edit; roles by other claims stay, and so do suspensions. Who is
    /// not one of the provider's people is passed over.
    /// </summary>
    /// <returns>Null when it is so, or why not.</returns>
    public Task<ProvisionOutcome.Refused?> OfGroupsAsync(Actor by, IReadOnlyCollection<string> logins, CancellationToken cancellationToken) => GiveAsync(
        by,
        async (snapshot, provider, token) =>
        {
            var claims = GroupClaims.Of(await directories.GroupsAsync(provider.Name, token), logins);
            return [.. claims.Select(pair => (Person: OwnOf(snapshot, by, pair.Key), Claims: pair.Value)).Where(one => one.Person is not null)
                .Select(one => new Given(one.Person!, RoleMapping.Of(provider, one.Claims, one.Person!.ProviderRoles, GroupClaims.Is)))];
        },
        cancellationToken);

    /// <summary>Takes every role that somebody has by groups: the directory removes them from all.</summary>
    /// <returns>Null when it is so, or why not.</returns>
    public Task<ProvisionOutcome.Refused?> WithoutGroupsAsync(Actor by, string login, CancellationToken cancellationToken) => GiveAsync(
        by,
        (snapshot, provider, _) => Task.FromResult<IReadOnlyList<Given>>(
            OwnOf(snapshot, by, login) is { } known ? [new Given(known, RoleMapping.Of(provider, ProviderClaims.None, known.ProviderRoles, GroupClaims.Is))] : []),
        cancellationToken);

    /// <summary>
    /// Holds the provider's rules as they are now against what is stored of all its people. Of whom nothing was ever said, they keep what some rule can
    /// still give.
    /// </summary>
    /// <returns>Null when it is so, or why not.</returns>
    public Task<ProvisionOutcome.Refused?> OfRulesAsync(Actor by, CancellationToken cancellationToken) => GiveAsync(
        by,
        async (snapshot, provider, token) =>
        {
            var groups = await directories.GroupsAsync(provider.Name, token);
            var said = await words.OfAsync(provider.Name, token);
            var own = snapshot.People.Values.Where(person => person.Provider == provider.Name).ToArray();
            var byGroups = GroupClaims.Of(groups, own.Select(person => person.Login));
            return [.. own.Select(person => new Given(person, Roles(provider, person, said.GetValueOrDefault(person.Login), groups.Count > 0, byGroups[person.Login])))];
        },
        cancellationToken);

    internal static ProvisionOutcome.Refused NoProvider(Actor by) =>
        new(ProvisionFault.NoSuchProvider, $"There is no provider {by.Provider} in the catalogue. An administrator adds it.");

    internal static PersonEntry? OwnOf(CatalogSnapshot snapshot, Actor by, string login) =>
        snapshot.People.GetValueOrDefault(login) is { } person && person.Provider == by.Provider ? person : null;

    internal static ProvisionOutcome.Refused Refused(EditOutcome.Refused refused) => new(
        refused.Faults.Any(fault => fault.Path is "database" or "trace" or CatalogFault.Busy) ? ProvisionFault.NotNow : ProvisionFault.Forbidden,
        string.Join("; ", refused.Faults.Take(8).Select(fault => $"{fault.Path} {fault.Message}")));

    /// <summary>Tells of last holders. What happened has happened: it is told whether or not somebody still waits for the answer.</summary>
    internal async Task TellAsync(Actor by, string login, IReadOnlyList<(string Role, bool Kept)> met)
    {
        foreach (var (role, kept) in met)
        {
            await trace.OpenAsync(
                new LastHolderMet { Actor = by.Login, Source = by.Source?.ToString(), Login = login, Role = role, Kept = kept }, CancellationToken.None);
        }
    }

    // The directory is the fresher about groups, where it speaks of any.
    private static ImmutableArray<string> Roles(ProviderEntry provider, PersonEntry person, ProviderWord? word, bool hasGroups, ProviderClaims groups)
    {
        if (word is null)
        {
            return RoleMapping.Of(provider, groups, person.ProviderRoles, claim => hasGroups && GroupClaims.Is(claim));
        }

        var said = ProviderClaims.OfJson(word.Claims);
        return RoleMapping.Of(provider, hasGroups ? said.Where(GroupClaims.IsOther).With(groups) : said);
    }

    private async Task<ProvisionOutcome.Refused?> GiveAsync(
        Actor by, Func<CatalogSnapshot, ProviderEntry, CancellationToken, Task<IReadOnlyList<Given>>> plan, CancellationToken cancellationToken)
    {
        var outcome = await TryAsync(by, plan, cancellationToken);
        if (outcome is { Fault: ProvisionFault.NotNow })
        {
            Owed?.Invoke(by.Provider!);
        }

        return outcome;
    }

    private async Task<ProvisionOutcome.Refused?> TryAsync(
        Actor by, Func<CatalogSnapshot, ProviderEntry, CancellationToken, Task<IReadOnlyList<Given>>> plan, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Tries; i++)
        {
            IReadOnlyList<Given> planned;
            CatalogSnapshot snapshot;
            try
            {
                // In this order. Upon an older catalogue nothing might seem left to do; and what is read before it may be older than what gave
                // the roles in it.
                await catalog.CatchUpAsync(cancellationToken);
                snapshot = catalog.Current;
                if (!snapshot.Providers.TryGetValue(by.Provider ?? "", out var provider))
                {
                    return NoProvider(by);
                }

                planned = await plan(snapshot, provider, cancellationToken);
            }
            catch (Exception lost) when (DatabaseFault.IsOne(lost))
            {
                return new ProvisionOutcome.Refused(ProvisionFault.NotNow, $"The database cannot be asked at this moment ({lost.GetType().Name}). Try again in a moment.");
            }

            var (edits, kept) = Edits(snapshot, planned);
            if (edits.Count == 0)
            {
                foreach (var (login, role) in kept)
                {
                    await TellAsync(by, login, [(role, true)]);
                }

                return null;
            }

            if (await catalog.EditAsync(edits, by, snapshot.Version, cancellationToken) is EditOutcome.Refused refused)
            {
                return Refused(refused);
            }
        }

        return Busy;
    }

    // The last administrator keeps the role when a claim fails to come.
    private static (List<CatalogEdit> Edits, List<(string Login, string Role)> Kept) Edits(CatalogSnapshot snapshot, IReadOnlyList<Given> planned)
    {
        var edits = new List<CatalogEdit>();
        var kept = new List<(string Login, string Role)>();
        var left = snapshot.Roles.Values.Where(role => role.Administrative).ToDictionary(role => role.Name, role => GuardRules.Holders(snapshot, role.Name), StringComparer.Ordinal);
        foreach (var (known, given) in planned.OrderBy(one => one.Person.Login, StringComparer.Ordinal))
        {
            var roles = given.ToList();
            foreach (var role in known.ProviderRoles.Except(roles, StringComparer.Ordinal).Where(role => !known.Suspended && left.ContainsKey(role)).ToArray())
            {
                if (left[role] == 1)
                {
                    roles.Add(role);
                    kept.Add((known.Login, role));
                }
                else
                {
                    left[role]--;
                }
            }

            // What somebody has by hand no rule gives them as well: to try would change nothing, for ever.
            var byRule = roles.Except(known.Roles.Except(known.ProviderRoles, StringComparer.Ordinal), StringComparer.Ordinal);
            if (!byRule.Order(StringComparer.Ordinal).SequenceEqual(known.ProviderRoles.Order(StringComparer.Ordinal), StringComparer.Ordinal))
            {
                edits.Add(new CatalogEdit.SetProviderRoles(known.Login, [.. roles]));
            }
        }

        return (edits, kept);
    }

    private sealed record Given(PersonEntry Person, IReadOnlyCollection<string> Roles);
}
