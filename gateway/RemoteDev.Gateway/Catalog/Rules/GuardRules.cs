using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>
/// Nobody administers someone above themselves, nobody helps themselves, and an administrative role keeps a holder. Judged on
/// what changes, so that writing an entry as it already is needs no right. The machine's operator is exempt: whoever owns the
/// machine owns the file these rules are kept in; the trace names them.
/// </summary>
internal static class GuardRules
{
    public static void Check(Actor actor, CatalogSnapshot before, CatalogSnapshot after, IReadOnlySet<string> changed, List<CatalogFault> faults)
    {
        if (actor.IsOperator)
        {
            return;
        }

        if (actor.Provider is { } provider)
        {
            ProviderGuard.Check(provider, actor.Via, before, after, changed, faults);
            return;
        }

        if (actor.Via == Actor.Portal)
        {
            AcceptanceGuard.Check(actor.Login, before, after, changed, faults);
            return;
        }

        var held = before.People.GetValueOrDefault(actor.Login) is { Suspended: false } self ? self.Roles : [];
        foreach (var login in before.People.Keys.Union(after.People.Keys, StringComparer.Ordinal))
        {
            if (changed.Contains(CatalogKind.Person.Path(login)))
            {
                var (was, becomes) = (before.People.GetValueOrDefault(login), after.People.GetValueOrDefault(login));
                Above(login, was, becomes, held, before, after, faults);
                SignedByAnother(actor, login, was, becomes, faults);
                if (login == actor.Login)
                {
                    OneSelf(was, becomes, faults);
                }
            }
        }

        foreach (var role in before.Roles.Values.Where(role => changed.Contains(CatalogKind.Role.Path(role.Name))))
        {
            var path = CatalogKind.Role.Path(role.Name);
            var administrative = role.Administrative || after.Roles.GetValueOrDefault(role.Name) is { Administrative: true };
            if (administrative && !held.Contains(role.Name, StringComparer.Ordinal))
            {
                faults.Add(new CatalogFault(path, "is an administrative role that you do not hold, so you cannot change it"));
            }
        }

        Rules(held, before, after, changed, faults);
        LastHolder(before, after, faults);
    }

    // Nobody gives by a rule what they could not give by hand, nor widens for whom such a rule speaks.
    private static void Rules(
        IReadOnlyCollection<string> held, CatalogSnapshot before, CatalogSnapshot after, IReadOnlySet<string> changed, List<CatalogFault> faults)
    {
        foreach (var name in before.Providers.Keys.Union(after.Providers.Keys, StringComparer.Ordinal).Where(name => changed.Contains(CatalogKind.Provider.Path(name))))
        {
            IEnumerable<string> roles = [.. before.Providers.GetValueOrDefault(name)?.Roles ?? [], .. after.Providers.GetValueOrDefault(name)?.Roles ?? []];
            foreach (var role in roles.Distinct(StringComparer.Ordinal).Where(role => IsAdministrative(role, before, after) && !held.Contains(role, StringComparer.Ordinal)))
            {
                faults.Add(new CatalogFault(
                    CatalogKind.Provider.Path(name), $"has a rule for the administrative role '{role}', which you do not hold, so you cannot change this provider"));
            }
        }
    }

    private static void Above(
        string login, PersonEntry? was, PersonEntry? becomes, IReadOnlyCollection<string> held, CatalogSnapshot before, CatalogSnapshot after, List<CatalogFault> faults)
    {
        IEnumerable<string> roles = [.. was?.Roles ?? [], .. becomes?.Roles ?? []];
        foreach (var role in roles.Distinct(StringComparer.Ordinal).Where(role => IsAdministrative(role, before, after) && !held.Contains(role, StringComparer.Ordinal)))
        {
            var message = was?.Roles.Contains(role, StringComparer.Ordinal) == true
                ? $"holds the administrative role '{role}', which you do not hold, so you cannot change this person"
                : $"cannot be given the administrative role '{role}' by you, because you do not hold it";
            faults.Add(new CatalogFault(CatalogKind.Person.Path(login), message));
        }
    }

    // Who signed is evidence: nobody writes another's name below a paper.
    private static void SignedByAnother(Actor actor, string login, PersonEntry? was, PersonEntry? becomes, List<CatalogFault> faults)
    {
        foreach (var paper in (becomes?.Attestations ?? []).Except(was?.Attestations ?? []).Where(paper => paper.By is { } by && by != actor.Login))
        {
            faults.Add(new CatalogFault($"{CatalogKind.Person.Path(login)}/attestations", $"says that {Policy.Faults.Spelling.Cut(paper.By!)} signed, who does not make this edit"));
        }
    }

    private static void OneSelf(PersonEntry? was, PersonEntry? becomes, List<CatalogFault> faults)
    {
        if (was is null)
        {
            return;
        }

        var path = CatalogKind.Person.Path(was.Login);
        if (becomes is null || (becomes.Suspended && !was.Suspended))
        {
            faults.Add(new CatalogFault(path, "is you; nobody removes or suspends themselves, ask another administrator"));
        }
        else if (becomes.Provider != was.Provider || (was.Provider is not null && becomes.Email != was.Email))
        {
            faults.Add(new CatalogFault(path, "is you; nobody changes by whose word they themselves sign in, ask another administrator"));
        }
        else if (becomes.Roles.Except(was.Roles, StringComparer.Ordinal).Any() || becomes.Vendor != was.Vendor || !becomes.Attestations.SequenceEqual(was.Attestations))
        {
            faults.Add(new CatalogFault(path, "is you; nobody gives themselves roles, attestations or another employer, ask another administrator"));
        }
    }

    private static void LastHolder(CatalogSnapshot before, CatalogSnapshot after, List<CatalogFault> faults)
    {
        foreach (var role in before.Roles.Values.Where(role => role.Administrative && Holders(before, role.Name) > 0 && Holders(after, role.Name) == 0))
        {
            faults.Add(new CatalogFault(CatalogKind.Role.Path(role.Name), "would be left without anybody who holds it and is not suspended"));
        }
    }

    private static bool IsAdministrative(string role, CatalogSnapshot before, CatalogSnapshot after) =>
        before.Roles.GetValueOrDefault(role) is { Administrative: true } || after.Roles.GetValueOrDefault(role) is { Administrative: true };

    /// <summary>How many hold the role and are not suspended.</summary>
    public static int Holders(CatalogSnapshot snapshot, string role) => snapshot.People.Values.Count(person => !person.Suspended && person.Roles.Contains(role, StringComparer.Ordinal));
}
