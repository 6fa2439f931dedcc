using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RemoteDev.Gateway.Doors.Scim;

/// <summary>The <c>meta</c> of a resource: what it is, where it stands and its version.</summary>
internal static class ScimMeta
{
    /// <summary>Adds it. The version is of the content, whichever table or edit made it.</summary>
    public static JsonObject Add(JsonObject resource, string type, string location, DateTimeOffset created, DateTimeOffset changed)
    {
        var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(resource.ToJsonString())).AsSpan(0, 12))}\"";
        resource["meta"] = new JsonObject
        {
            ["resourceType"] = type, ["created"] = Moment(created), ["lastModified"] = Moment(changed), ["location"] = location, ["version"] = tag,
        };
        return resource;
    }

    public static string TagOf(JsonObject resource) => (string)resource["meta"]!["version"]!;

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
