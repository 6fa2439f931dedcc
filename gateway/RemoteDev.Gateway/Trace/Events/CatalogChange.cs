namespace RemoteDev.Gateway.Trace.Events;

/// <summary>One entry that an edit of the catalogue changed.</summary>
/// <param name="Kind">The kind of entry: <c>person</c>, <c>environment</c>, <c>window</c>, ...</param>
/// <param name="Name">Its name.</param>
/// <param name="Verb"><c>added</c>, <c>changed</c>, <c>removed</c>, <c>suspended</c>, <c>restored</c>.</param>
/// <param name="Before">A short account of the entry before, without secrets; null when it is new.</param>
/// <param name="After">A short account of the entry after; null when it is gone.</param>
internal sealed record CatalogChange(string Kind, string Name, string Verb, string? Before, string? After);
