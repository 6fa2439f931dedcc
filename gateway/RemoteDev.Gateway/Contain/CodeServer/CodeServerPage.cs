using System.Text.Json;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Http;

namespace RemoteDev.Gateway.Contain.CodeServer;

/// <summary>
/// The IDE's page. Which folder it opens stays within the environment's workspace: that is courtesy and order rather than
/// a wall, since the IDE can open any file its account can read; the wall is what may leave.
/// </summary>
internal static class CodeServerPage
{
    private static readonly string[] Keys = ["folder", "workspace", "payload", "ew", "locale", "tkn", "vscode-lang"];

    /// <summary>Options a page address may carry; others change how extensions are loaded and debugged.</summary>
    private static readonly HashSet<string> Options =
        new(["openFile", "gotoLineMode", "skipWelcome", "skipReleaseNotes", "isInitialized"], StringComparer.Ordinal);

    public static RouteVerdict Judge(EnvironmentEntry environment, string query)
    {
        if (!StrictQuery.TryRead(query, Keys, out var read))
        {
            return RouteVerdict.Refuse("This address of the IDE carries something the gateway does not know.");
        }

        var folder = read["folder"];
        var workspace = read["workspace"];
        if (folder is null && workspace is null && read["ew"] is null && environment.Workspace is { } start)
        {
            return RouteVerdict.Redirect($"/?folder={Uri.EscapeDataString(start).Replace("%2F", "/", StringComparison.Ordinal)}");
        }

        return IsInside(environment, folder) && IsInside(environment, workspace) && HoldsPayload(environment, read["payload"])
            ? RouteVerdict.Browse
            : RouteVerdict.Refuse($"This environment opens {environment.Workspace ?? "its own folder"} and what is below it.");
    }

    private static bool IsInside(EnvironmentEntry environment, string? path) =>
        path is null || (InsidePath.IsPlain(path) && (environment.Workspace is not { } root || InsidePath.IsWithin(path, root)));

    private static bool HoldsPayload(EnvironmentEntry environment, string? payload)
    {
        if (payload is null)
        {
            return true;
        }

        try
        {
            using var document = JsonDocument.Parse(payload, new JsonDocumentOptions { MaxDepth = 4 });
            return document.RootElement.ValueKind == JsonValueKind.Array
                && document.RootElement.EnumerateArray().All(pair => HoldsOption(environment, pair));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool HoldsOption(EnvironmentEntry environment, JsonElement pair)
    {
        if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2
            || pair[0].ValueKind != JsonValueKind.String || pair[1].ValueKind != JsonValueKind.String
            || !Options.Contains(pair[0].GetString()!))
        {
            return false;
        }

        if (pair[0].GetString() != "openFile")
        {
            return true;
        }

        // vscode-remote://{authority}/{path}: only the path says which file.
        var file = pair[1].GetString()!;
        const string scheme = "vscode-remote://";
        var path = file.StartsWith(scheme, StringComparison.Ordinal) ? file.IndexOf('/', scheme.Length) : -1;
        return path > 0 && !file.Contains('%', StringComparison.Ordinal) && IsInside(environment, file[path..]);
    }
}
