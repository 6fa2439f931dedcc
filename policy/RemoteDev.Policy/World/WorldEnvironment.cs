namespace RemoteDev.Policy.World;

/// <summary>A development environment as policy sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Project">The project it belongs to.</param>
/// <param name="Kind"><c>code-server</c>, <c>web</c>, ...</param>
/// <param name="Classification"><c>open</c>, <c>internal</c> or <c>crown-jewel</c>.</param>
public sealed record WorldEnvironment(string Name, string Project, string Kind, string Classification);
