using System.Text.Json.Nodes;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Provisioning;

namespace RemoteDev.Gateway.Doors.Scim;

/// <summary>
/// A directory's users: people of its provider and nobody else. What a person may do stands in the catalogue; here stands what the
/// directory calls them. A user that is not active, or deleted, is a suspended person.
/// </summary>
internal sealed class ScimUsers(CatalogRoom catalog, DirectoryStore store, Provisioner provisioner, ProvisionedRoles roles, TimeProvider clock)
{
    private const string Left = "The directory says that the person is not active.";
    private const string Deleted = "The directory deleted the person.";
    private const string Back = "The directory says that the person is active again.";

    public async Task<ScimAnswer> ListAsync(ScimRequest request, CancellationToken cancellationToken)
    {
        var groups = await store.GroupsAsync(request.Provider, cancellationToken);
        ScimFilter? filter = null;
        if (request.Filter is { Length: > 0 } text && (filter = ScimFilter.Read(text, out var fault)) is null)
        {
            return ScimAnswer.Fault(StatusCodes.Status400BadRequest, fault, "invalidFilter");
        }

        // What directories ask most is one user by name: that one is found by the index.
        var named = filter?.Terms.FirstOrDefault(term => term.Attribute == "username").Value;
        var users = named is null
            ? await store.UsersAsync(request.Provider, cancellationToken)
            : await store.NamedAsync(request.Provider, named, cancellationToken) is { } one ? [one] : [];
        var found = new List<JsonObject>();
        foreach (var user in users)
        {
            if (PersonOf(user) is not { } person)
            {
                continue;
            }

            switch (filter is null ? true : Holds(filter, user, person))
            {
                case null:
                    return ScimAnswer.Fault(
                        StatusCodes.Status400BadRequest, "Users are found by userName, externalId, id, displayName, active and emails.value.", "invalidFilter");
                case true:
                    found.Add(Show(request, user, person, groups));
                    break;
            }
        }

        return request.Page.Answer(found);
    }

    public async Task<ScimAnswer> GetAsync(ScimRequest request, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, cancellationToken) is not var (user, person))
        {
            return ScimAnswer.Missing("user");
        }

        var shown = Show(request, user, person, await store.GroupsAsync(request.Provider, cancellationToken));
        return request.IfNoneMatch is { } seen && seen.Contains(ScimMeta.TagOf(shown), StringComparison.Ordinal)
            ? ScimAnswer.NotModified
            : ScimAnswer.Ok(request.Page.Cut(shown));
    }

    public async Task<ScimAnswer> CreateAsync(ScimRequest request, CancellationToken cancellationToken)
    {
        var fields = new ScimUserFields();
        if (fields.SetAll(request.Body) is { } wrong)
        {
            return wrong;
        }

        if (fields.UserName is not { } userName)
        {
            return ScimAnswer.Invalid("userName is missing.");
        }

        if (await store.NamedAsync(request.Provider, userName, cancellationToken) is not null)
        {
            return ScimAnswer.Fault(StatusCodes.Status409Conflict, "There is a user of that userName.", "uniqueness");
        }

        if (AddressOf(fields) is not { } email)
        {
            return ScimAnswer.Invalid("emails is missing, and userName is no e-mail address.");
        }

        var provided = new ProvidedPerson(email, fields.ShownName, ProviderClaims.None) { PreferredName = userName };
        var active = fields.Active ?? true;
        var known = Provisioner.Find(catalog.Current, request.Provider, email);
        if (known is not null && await store.UserAsync(request.Provider, known.Login, cancellationToken) is not null)
        {
            return ScimAnswer.Fault(StatusCodes.Status409Conflict, "Another user has that e-mail address.", "uniqueness");
        }

        // Somebody who signed in before the directory spoke of them, or whom it deleted and brings back, is who they were.
        var outcome = known is null
            ? await provisioner.CreateAsync(request.By, provided, !active, Left, cancellationToken)
            : await provisioner.ChangeAsync(request.By, known.Login, provided with { Claims = null }, !active, active ? Back : Left, cancellationToken);
        if (outcome is not ProvisionOutcome.Done done)
        {
            return Refused(outcome);
        }

        var now = clock.GetUtcNow();
        var user = Named(new DirectoryUser(request.Provider, done.Person.Login, userName, now, now), fields);
        return await store.SaveAsync(null, user, cancellationToken)
            ? ScimAnswer.Created(Show(request, user, done.Person, []))
            : ScimAnswer.Fault(StatusCodes.Status409Conflict, "There is a user of that userName.", "uniqueness");
    }

    public async Task<ScimAnswer> ReplaceAsync(ScimRequest request, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, cancellationToken) is not var (user, person))
        {
            return ScimAnswer.Missing("user");
        }

        // What a PUT does not mention is not there any more; but nobody is restored because a request forgot to say inactive.
        var fields = new ScimUserFields();
        return fields.SetAll(request.Body) ?? await StoreAsync(request, user, person, fields, cancellationToken);
    }

    public async Task<ScimAnswer> PatchAsync(ScimRequest request, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, cancellationToken) is not var (user, person))
        {
            return ScimAnswer.Missing("user");
        }

        var (operations, wrong) = ScimPatch.Read(request.Body);
        if (wrong is not null)
        {
            return wrong;
        }

        var fields = new ScimUserFields
        {
            UserName = user.UserName,
            ExternalId = user.ExternalId,
            GivenName = user.GivenName,
            FamilyName = user.FamilyName,
            DisplayName = person.DisplayName,
            Email = person.Email,
        };
        foreach (var (verb, path, value) in operations)
        {
            var fault = verb == "remove" ? fields.Remove(path!) : path is null ? fields.SetAll(value) : fields.Set(path, value);
            if (fault is not null)
            {
                return fault;
            }
        }

        return await StoreAsync(request, user, person, fields, cancellationToken);
    }

    public async Task<ScimAnswer> DeleteAsync(ScimRequest request, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, cancellationToken) is not var (user, person))
        {
            return ScimAnswer.Missing("user");
        }

        if (!request.Matches(ScimMeta.TagOf(Show(request, user, person, await store.GroupsAsync(request.Provider, cancellationToken)))))
        {
            return ScimAnswer.Changed;
        }

        // Their roles by groups go as well: whoever comes back gets what the directory then says.
        if (await roles.WithoutGroupsAsync(request.By, user.Login, cancellationToken) is { } kept
            && kept.Fault == ProvisionFault.NotNow)
        {
            return Refused(kept);
        }

        var outcome = await provisioner.SuspendAsync(request.By, user.Login, Deleted, cancellationToken);
        if (outcome is not ProvisionOutcome.Done)
        {
            return Refused(outcome);
        }

        if (!await store.RemoveAsync(user, cancellationToken))
        {
            return ScimAnswer.Busy;
        }

        // Once more: another gateway may have given roles by a group that had them still. What cannot be done now is done soon, and they are suspended.
        await roles.OfGroupsAsync(request.By, [user.Login], cancellationToken);
        return ScimAnswer.Nothing;
    }

    /// <summary>What the catalogue answered, in SCIM's words.</summary>
    public static ScimAnswer Refused(ProvisionOutcome outcome) => outcome is not ProvisionOutcome.Refused refused
        ? throw new InvalidOperationException("What was done is no refusal.")
        : refused.Fault switch
        {
            ProvisionFault.Taken => ScimAnswer.Fault(StatusCodes.Status409Conflict, refused.Message, "uniqueness"),
            ProvisionFault.DomainNotAllowed => ScimAnswer.Invalid(refused.Message),
            ProvisionFault.NotNow => ScimAnswer.Fault(StatusCodes.Status503ServiceUnavailable, refused.Message),
            _ => ScimAnswer.Fault(StatusCodes.Status403Forbidden, refused.Message),
        };

    private static string? AddressOf(ScimUserFields fields) => fields.Email ?? (fields.UserName?.Contains('@', StringComparison.Ordinal) == true ? fields.UserName : null);

    private static DirectoryUser Named(DirectoryUser user, ScimUserFields fields) =>
        user with { ExternalId = fields.ExternalId, GivenName = fields.GivenName, FamilyName = fields.FamilyName };

    // Null: the filter asks for what users are not found by.
    private static bool? Holds(ScimFilter filter, DirectoryUser user, PersonEntry person)
    {
        var all = true;
        foreach (var (attribute, value) in filter.Terms)
        {
            bool? holds = attribute switch
            {
                "username" => string.Equals(user.UserName, value, StringComparison.OrdinalIgnoreCase),
                "externalid" => user.ExternalId == value,
                "id" => user.Login == value,
                "displayname" => string.Equals(person.DisplayName, value, StringComparison.OrdinalIgnoreCase),
                "emails" or "emails.value" => string.Equals(person.Email, value, StringComparison.OrdinalIgnoreCase),
                "active" => string.Equals(value, person.Suspended ? "false" : "true", StringComparison.OrdinalIgnoreCase),
                _ => null,
            };
            if (holds is null)
            {
                return null;
            }

            all &= holds.Value;
        }

        return all;
    }

    private static JsonObject Show(ScimRequest request, DirectoryUser user, PersonEntry person, IEnumerable<DirectoryGroup> groups)
    {
        var shown = new JsonObject
        {
            ["schemas"] = new JsonArray(ScimSchemas.User),
            ["id"] = user.Login,
            ["userName"] = user.UserName,
            ["name"] = new JsonObject { ["formatted"] = person.DisplayName, ["givenName"] = user.GivenName, ["familyName"] = user.FamilyName },
            ["displayName"] = person.DisplayName,
            ["emails"] = new JsonArray(new JsonObject { ["value"] = person.Email, ["type"] = "work", ["primary"] = true }),
            ["active"] = !person.Suspended,
            ["groups"] = new JsonArray([.. groups.Where(group => group.Members.Contains(user.Login, StringComparer.Ordinal))
                .Select(group => new JsonObject { ["value"] = group.Id, ["display"] = group.DisplayName })]),
        };
        if (user.ExternalId is { } externalId)
        {
            shown["externalId"] = externalId;
        }

        return ScimMeta.Add(shown, "User", $"{request.Root}/Users/{user.Login}", user.CreatedAt, user.ChangedAt);
    }

    private PersonEntry? PersonOf(DirectoryUser user) =>
        catalog.Current.People.GetValueOrDefault(user.Login) is { } person && person.Provider == user.Provider ? person : null;

    private async Task<(DirectoryUser User, PersonEntry Person)?> FindAsync(ScimRequest request, CancellationToken cancellationToken) =>
        await store.UserAsync(request.Provider, request.Id!, cancellationToken) is { } user && PersonOf(user) is { } person ? (user, person) : null;

    private async Task<ScimAnswer> StoreAsync(ScimRequest request, DirectoryUser user, PersonEntry person, ScimUserFields fields, CancellationToken cancellationToken)
    {
        var groups = await store.GroupsAsync(request.Provider, cancellationToken);
        if (!request.Matches(ScimMeta.TagOf(Show(request, user, person, groups))))
        {
            return ScimAnswer.Changed;
        }

        if (fields.UserName is not { } userName || AddressOf(fields) is not { } email)
        {
            return ScimAnswer.Invalid("userName or emails is missing.");
        }

        if (await store.NamedAsync(request.Provider, userName, cancellationToken) is { } other && other.Login != user.Login)
        {
            return ScimAnswer.Fault(StatusCodes.Status409Conflict, "There is another user of that userName.", "uniqueness");
        }

        // Only what the request says: whoever was suspended since the person was read stays so.
        var outcome = await provisioner.ChangeAsync(
            request.By, user.Login, new ProvidedPerson(email, fields.ShownName, null), !fields.Active, fields.Active == true ? Back : Left, cancellationToken);
        if (outcome is not ProvisionOutcome.Done done)
        {
            return Refused(outcome);
        }

        var becomes = Named(user, fields) with { UserName = userName, UserNameKey = userName.ToUpperInvariant() };
        if (becomes == user)
        {
            return ScimAnswer.Ok(Show(request, user, done.Person, groups));
        }

        becomes = becomes with { ChangedAt = clock.GetUtcNow() };
        return await store.SaveAsync(user, becomes, cancellationToken) ? ScimAnswer.Ok(Show(request, becomes, done.Person, groups)) : ScimAnswer.Busy;
    }
}
