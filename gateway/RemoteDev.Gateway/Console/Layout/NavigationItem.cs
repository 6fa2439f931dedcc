namespace RemoteDev.Gateway.Console.Layout;

/// <summary>One place of the console.</summary>
/// <param name="Action">The administrative action that opens it, or null when it is for everybody who is signed in.</param>
/// <param name="OrAction">Another one that opens it as well.</param>
internal sealed record NavigationItem(string Path, string Title, string? Action, string? OrAction = null)
{
    public bool OpensTo(Viewer viewer) => Action is null || viewer.May(Action) || (OrAction is not null && viewer.May(OrAction));
}
