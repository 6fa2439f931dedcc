namespace RemoteDev.Gateway.Trace.Events;

/// <summary>One ref that a push asked to change.</summary>
/// <param name="Name">Full name, such as <c>refs/heads/acme/fix</c>.</param>
/// <param name="Old">Object id before; zeros when it is created.</param>
/// <param name="New">Object id after; zeros when it is deleted.</param>
/// <param name="Kind"><c>create</c>, <c>update</c> or <c>delete</c>.</param>
internal sealed record GitRefChange(string Name, string Old, string New, string Kind);
