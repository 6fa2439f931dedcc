namespace RemoteDev.Gateway.Console.Layout;

/// <summary>One place of the console.</summary>
/// <param name="Action">The administrative action that opens it, or null when it is for everybody who is signed in.</param>
internal sealed record NavigationItem(string Path, string Title, string? Action);
