using System.Collections.Immutable;
using System.Text.Json.Nodes;
using RemoteDev.Gateway.Catalog.Provisioning;

namespace RemoteDev.Gateway.Doors.Scim;

/// <summary>
/// A directory's groups. A group by itself gives nothing: the provider's rules for the claim <c>groups</c> give roles to the members of
/// a group by its name or its external id, in the catalogue and before the directory is answered.
/// </summary>
internal sealed class ScimGroups(DirectoryStore store, ProvisionedRoles roles, TimeProvider clock)
{
    private const int MostGroups = 2_000;

    public async Task<ScimAnswer> ListAsync(ScimRequest request, CancellationToken cancellationToken)
    {
        ScimFilter? filter = null;
        if (request.Filter is { Length: > 0 } text && (filter = ScimFilter.Read(text, out var fault)) is null)
        {
            return ScimAnswer.Fault(StatusCodes.Status400BadRequest, fault, "invalidFilter");
        }

        var found = new List<JsonObject>();
        foreach (var group in await store.GroupsAsync(request.Provider, cancellationToken))
        {
            switch (filter is null ? true : Holds(filter, group))
            {
                case null:
                    return ScimAnswer.Fault(StatusCodes.Status400BadRequest, "Groups are found by displayName, externalId, id and members.", "invalidFilter");
                case true:
                    found.Add(Show(request, group));
                    break;
            }
        }

        return request.Page.Answer(found);
    }

    public async Task<ScimAnswer> GetAsync(ScimRequest request, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, cancellationToken) is not { } group)
        {
            return ScimAnswer.Missing("group");
        }

        var shown = Show(request, group);
        return request.IfNoneMatch is { } seen && seen.Contains(ScimMeta.TagOf(shown), StringComparison.Ordinal)
            ? ScimAnswer.NotModified
            : ScimAnswer.Ok(request.Page.Cut(shown));
    }

    public async Task<ScimAnswer> CreateAsync(ScimRequest request, CancellationToken cancellationToken)
    {
        var fields = new ScimGroupFields([]);
        if (fields.SetAll(request.Body, adding: true) is { } wrong)
        {
            return wrong;
        }

        var groups = await store.GroupsAsync(request.Provider, cancellationToken);
        if (groups.Count >= MostGroups)
        {
            return ScimAnswer.Fault(StatusCodes.Status403Forbidden, $"A directory sends at most {MostGroups} groups. Send only those that a rule of the provider names.");
        }

        var now = clock.GetUtcNow();
        var group = new DirectoryGroup(request.Provider, Guid.CreateVersion7(now).ToString("N"), fields.DisplayName ?? "", null, [], now, now);
        return await StoreAsync(request, groups, null, group, fields, cancellationToken) ?? ScimAnswer.Created(Show(request, Filled(group, fields)));
    }

    public async Task<ScimAnswer> ReplaceAsync(ScimRequest request, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, cancellationToken) is not { } group)
        {
            return ScimAnswer.Missing("group");
        }

        var fields = new ScimGroupFields([]);
        return fields.SetAll(request.Body, adding: false) ?? await ChangeAsync(request, group, fields, cancellationToken);
    }

    public async Task<ScimAnswer> PatchAsync(ScimRequest request, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, cancellationToken) is not { } group)
        {
            return ScimAnswer.Missing("group");
        }

        var (operations, wrong) = ScimPatch.Read(request.Body);
        if (wrong is not null)
        {
            return wrong;
        }

        var fields = new ScimGroupFields(group.Members) { DisplayName = group.DisplayName, ExternalId = group.ExternalId };
        foreach (var (verb, path, value) in operations)
        {
            var fault = verb == "remove" ? fields.Remove(path!, value)
                : path is null ? fields.SetAll(value, verb == "add")
                : fields.Set(path, value, verb == "add");
            if (fault is not null)
            {
                return fault;
            }
        }

        return await ChangeAsync(request, group, fields, cancellationToken);
    }

    public async Task<ScimAnswer> DeleteAsync(ScimRequest request, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, cancellationToken) is not { } group)
        {
            return ScimAnswer.Missing("group");
        }

        if (!request.Matches(ScimMeta.TagOf(Show(request, group))))
        {
            return ScimAnswer.Changed;
        }

        return await SaveAsync(request, group, null, group.Members, cancellationToken) ?? ScimAnswer.Nothing;
    }

    // Null: the filter asks for what groups are not found by.
    private static bool? Holds(ScimFilter filter, DirectoryGroup group)
    {
        var all = true;
        foreach (var (attribute, value) in filter.Terms)
        {
            bool? holds = attribute switch
            {
                "displayname" => string.Equals(group.DisplayName, value, StringComparison.OrdinalIgnoreCase),
                "externalid" => group.ExternalId == value,
                "id" => group.Id == value,
                "members" or "members.value" => group.Members.Contains(value, StringComparer.Ordinal),
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

    private static DirectoryGroup Filled(DirectoryGroup group, ScimGroupFields fields) => group with
    {
        DisplayName = fields.DisplayName ?? "", ExternalId = fields.ExternalId, Members = [.. fields.Members.Order(StringComparer.Ordinal)],
    };

    private static JsonObject Show(ScimRequest request, DirectoryGroup group)
    {
        var shown = new JsonObject
        {
            ["schemas"] = new JsonArray(ScimSchemas.Group),
            ["id"] = group.Id,
            ["displayName"] = group.DisplayName,
            ["members"] = new JsonArray([.. group.Members.Select(login => new JsonObject
            {
                ["value"] = login, ["type"] = "User", ["$ref"] = $"{request.Root}/Users/{login}",
            })]),
        };
        if (group.ExternalId is { } externalId)
        {
            shown["externalId"] = externalId;
        }

        return ScimMeta.Add(shown, "Group", $"{request.Root}/Groups/{group.Id}", group.CreatedAt, group.ChangedAt);
    }

    private async Task<DirectoryGroup?> FindAsync(ScimRequest request, CancellationToken cancellationToken) =>
        (await store.GroupsAsync(request.Provider, cancellationToken)).FirstOrDefault(group => group.Id == request.Id);

    private async Task<ScimAnswer> ChangeAsync(ScimRequest request, DirectoryGroup group, ScimGroupFields fields, CancellationToken cancellationToken)
    {
        if (!request.Matches(ScimMeta.TagOf(Show(request, group))))
        {
            return ScimAnswer.Changed;
        }

        var becomes = group with { ChangedAt = clock.GetUtcNow() };
        return await StoreAsync(request, await store.GroupsAsync(request.Provider, cancellationToken), group, becomes, fields, cancellationToken)
            ?? ScimAnswer.Ok(request.Page.Cut(Show(request, Filled(becomes, fields))));
    }

    // Null when it is done.
    private async Task<ScimAnswer?> StoreAsync(
        ScimRequest request, IReadOnlyList<DirectoryGroup> groups, DirectoryGroup? before, DirectoryGroup group, ScimGroupFields fields, CancellationToken cancellationToken)
    {
        if (fields.DisplayName is not { } name)
        {
            return ScimAnswer.Invalid("displayName is missing.");
        }

        if (groups.Any(other => other.Id != group.Id && string.Equals(other.DisplayName, name, StringComparison.OrdinalIgnoreCase)))
        {
            return ScimAnswer.Fault(StatusCodes.Status409Conflict, "There is a group of that displayName.", "uniqueness");
        }

        // Only people of this directory; that an id is somebody else's, nobody learns here.
        var known = (await store.UsersAsync(request.Provider, cancellationToken)).Select(user => user.Login).ToHashSet(StringComparer.Ordinal);
        if (fields.Members.FirstOrDefault(id => !known.Contains(id)) is { } stranger)
        {
            return ScimAnswer.Invalid($"There is no user {stranger} in this directory; groups within groups are not read.");
        }

        var becomes = Filled(group, fields);
        var touched = becomes.Members.Union(before?.Members ?? ImmutableArray<string>.Empty, StringComparer.Ordinal);
        return await SaveAsync(request, before, becomes, touched, cancellationToken);
    }

    // Stored first, so that whoever gives roles at another gateway meanwhile reads it. What gave nobody the roles is not kept: the directory sends
    // it again. Null when it is done.
    private async Task<ScimAnswer?> SaveAsync(
        ScimRequest request, DirectoryGroup? before, DirectoryGroup? after, IEnumerable<string> touched, CancellationToken cancellationToken)
    {
        if (!await store.SaveAsync(before, after, cancellationToken))
        {
            return ScimAnswer.Busy;
        }

        if (await roles.OfGroupsAsync(request.By, [.. touched], cancellationToken) is not { } refused)
        {
            return null;
        }

        await store.SaveAsync(after is null ? null : after with { Revision = (before?.Revision ?? 0) + 1 }, before, CancellationToken.None);
        return ScimUsers.Refused(refused);
    }
}
