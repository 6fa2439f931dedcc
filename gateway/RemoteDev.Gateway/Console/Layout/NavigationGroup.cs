namespace RemoteDev.Gateway.Console.Layout;

/// <summary>A heading of the navigation and what stands below it.</summary>
internal sealed record NavigationGroup(string Title, IReadOnlyList<NavigationItem> Items);
