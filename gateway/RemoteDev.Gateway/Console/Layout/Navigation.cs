using RemoteDev.Gateway.Console.Access;

namespace RemoteDev.Gateway.Console.Layout;

/// <summary>The places of the console, in the order people look for them.</summary>
internal static class Navigation
{
    private static readonly NavigationGroup[] Groups =
    [
        new("Work",
        [
            new("/", "My environments", null),
            new("/papers", "My papers", null),
        ]),
        new("Administer",
        [
            new("/people", "People", ConsoleAction.ManagePeople),
            new("/vendors", "Vendors", ConsoleAction.ManagePeople),
            new("/providers", "Sign-in providers", ConsoleAction.ManagePeople),
            new("/documents", "Papers", ConsoleAction.ManagePeople),
            new("/services", "Service accounts", ConsoleAction.ManagePeople),
            new("/projects", "Projects", ConsoleAction.ManageCatalog),
            new("/environments", "Environments", ConsoleAction.ManageCatalog),
            new("/repositories", "Repositories", ConsoleAction.ManageCatalog),
            new("/windows", "Windows", ConsoleAction.ManageCatalog),
            new("/networks", "Networks", ConsoleAction.ManageCatalog),
            new("/policy", "Policy", ConsoleAction.EditPolicy, ConsoleAction.ApprovePolicy),
            new("/week", "The week", ConsoleAction.EditPolicy, ConsoleAction.ApprovePolicy),
            new("/preview", "Who can do what", ConsoleAction.EditPolicy, ConsoleAction.ApprovePolicy),
            new("/explain", "Explain", ConsoleAction.EditPolicy, ConsoleAction.ApprovePolicy),
        ]),
        new("Security",
        [
            new("/live", "Live now", ConsoleAction.WatchSession),
            new("/sessions", "Sessions", ConsoleAction.ReadTrace),
            new("/events", "Events", ConsoleAction.ReadTrace),
        ]),
    ];

    /// <summary>The groups that have something to open for this person.</summary>
    public static IEnumerable<NavigationGroup> For(Viewer viewer) =>
        Groups
            .Select(group => group with { Items = [.. group.Items.Where(item => item.OpensTo(viewer))] })
            .Where(group => group.Items.Count > 0);

    /// <summary>Whether the path lies in the item: the item's own page or a page below it.</summary>
    public static bool IsHere(NavigationItem item, string path) =>
        item.Path == "/"
            ? path == "/"
            : path == item.Path || path.StartsWith(item.Path + "/", StringComparison.Ordinal);
}
