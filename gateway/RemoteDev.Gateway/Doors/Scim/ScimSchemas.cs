using System.Text.Json.Nodes;

namespace RemoteDev.Gateway.Doors.Scim;

/// <summary>What the server says of itself (RFC 7643, sections 5 to 7).</summary>
internal static class ScimSchemas
{
    public const string User = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string Group = "urn:ietf:params:scim:schemas:core:2.0:Group";
    public const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    public const string List = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:";

    public static ScimAnswer? Find(string resource, string? id, string root) => (resource, id) switch
    {
        ("ServiceProviderConfig", null) => ScimAnswer.Ok(Config(root)),
        ("ResourceTypes", null) => ScimAnswer.Ok(ListOf([ResourceType("User", User, root), ResourceType("Group", Group, root)])),
        ("ResourceTypes", "User") => ScimAnswer.Ok(ResourceType("User", User, root)),
        ("ResourceTypes", "Group") => ScimAnswer.Ok(ResourceType("Group", Group, root)),
        ("Schemas", null) => ScimAnswer.Ok(ListOf([UserSchema(root), GroupSchema(root)])),
        ("Schemas", User) => ScimAnswer.Ok(UserSchema(root)),
        ("Schemas", Group) => ScimAnswer.Ok(GroupSchema(root)),
        _ => null,
    };

    public static JsonObject ListOf(IReadOnlyList<JsonObject> resources, int total = -1, int startIndex = 1) => new()
    {
        ["schemas"] = new JsonArray(List),
        ["totalResults"] = total < 0 ? resources.Count : total,
        ["startIndex"] = startIndex,
        ["itemsPerPage"] = resources.Count,
        ["Resources"] = new JsonArray([.. resources]),
    };

    private static JsonObject Config(string root) => new()
    {
        ["schemas"] = new JsonArray(Core + "ServiceProviderConfig"),
        ["patch"] = Supported(true),
        ["bulk"] = new JsonObject { ["supported"] = false, ["maxOperations"] = 0, ["maxPayloadSize"] = 0 },
        ["filter"] = new JsonObject { ["supported"] = true, ["maxResults"] = ScimPage.Most },
        ["changePassword"] = Supported(false),
        ["sort"] = Supported(false),
        ["etag"] = Supported(true),
        ["authenticationSchemes"] = new JsonArray(new JsonObject
        {
            ["type"] = "oauthbearertoken", ["name"] = "Bearer token", ["description"] = "A token that an administrator makes on the provider's page.", ["primary"] = true,
        }),
        ["meta"] = new JsonObject { ["resourceType"] = "ServiceProviderConfig", ["location"] = $"{root}/ServiceProviderConfig" },
    };

    private static JsonObject Supported(bool supported) => new() { ["supported"] = supported };

    private static JsonObject ResourceType(string name, string schema, string root) => new()
    {
        ["schemas"] = new JsonArray(Core + "ResourceType"),
        ["id"] = name,
        ["name"] = name,
        ["endpoint"] = $"/{name}s",
        ["schema"] = schema,
        ["schemaExtensions"] = new JsonArray(),
        ["meta"] = new JsonObject { ["resourceType"] = "ResourceType", ["location"] = $"{root}/ResourceTypes/{name}" },
    };

    private static JsonObject UserSchema(string root) => Schema(
        root,
        User,
        "User",
        Attribute("userName", required: true, unique: true),
        Complex("name", multiple: false, Attribute("formatted"), Attribute("givenName"), Attribute("familyName")),
        Attribute("displayName"),
        Complex("emails", multiple: true, Attribute("value"), Attribute("type"), Attribute("primary", "boolean")),
        Attribute("active", "boolean"),
        Attribute("externalId", exact: true));

    private static JsonObject GroupSchema(string root) => Schema(
        root,
        Group,
        "Group",
        Attribute("displayName", required: true),
        Complex("members", multiple: true, Attribute("value"), Attribute("display")),
        Attribute("externalId", exact: true));

    private static JsonObject Schema(string root, string id, string name, params JsonObject[] attributes) => new()
    {
        ["schemas"] = new JsonArray(Core + "Schema"),
        ["id"] = id,
        ["name"] = name,
        ["description"] = name,
        ["attributes"] = new JsonArray(attributes),
        ["meta"] = new JsonObject { ["resourceType"] = "Schema", ["location"] = $"{root}/Schemas/{id}" },
    };

    private static JsonObject Complex(string name, bool multiple, params JsonObject[] parts)
    {
        var attribute = Attribute(name, "complex");
        attribute["multiValued"] = multiple;
        attribute["subAttributes"] = new JsonArray(parts);
        return attribute;
    }

    private static JsonObject Attribute(string name, string type = "string", bool required = false, bool unique = false, bool exact = false) => new()
    {
        ["name"] = name,
        ["type"] = type,
        ["multiValued"] = false,
        ["required"] = required,
        ["caseExact"] = exact,
        ["mutability"] = "readWrite",
        ["returned"] = "default",
        ["uniqueness"] = unique ? "server" : "none",
    };
}
