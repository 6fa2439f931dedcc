using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Http;

namespace RemoteDev.Gateway.Contain.CodeServer;

/// <summary>
/// <c>/vscode-remote-resource?path=</c> hands out any file the IDE's account can read. Icons and scripts of extensions are the
/// IDE's own; everything else is a download, and is asked about as one.
/// </summary>
internal static class RemoteResource
{
    private static readonly string[] Keys = ["path", "tkn"];

    public static RouteVerdict Judge(EnvironmentEntry environment, string query)
    {
        if (!StrictQuery.TryRead(query, Keys, out var read) || read["path"] is not { } path || !InsidePath.IsPlain(path) || path[^1] == '/')
        {
            return RouteVerdict.Refuse("This address names a file in a way that can be read in two ways.");
        }

        foreach (var folder in environment.ExtensionFolders)
        {
            if (folder.Length > 1 && InsidePath.IsWithin(path, folder))
            {
                return RouteVerdict.Browse;
            }
        }

        return RouteVerdict.Download(path);
    }
}
