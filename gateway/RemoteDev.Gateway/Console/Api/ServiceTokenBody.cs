namespace RemoteDev.Gateway.Console.Api;

/// <summary>A token that is to be made for a service account.</summary>
/// <param name="Actions"><c>gitFetch</c>, <c>gitPush</c>, <c>gitTag</c>, <c>gitDeleteBranch</c>.</param>
/// <param name="Project">For every repository of it; without project and repository it is for all.</param>
/// <param name="Window">Only while this window is open.</param>
internal sealed record ServiceTokenBody(string? Name, IReadOnlyList<string>? Actions, int Days, string? Project = null, string? Repository = null, string? Window = null);
