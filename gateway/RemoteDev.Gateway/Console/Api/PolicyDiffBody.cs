namespace RemoteDev.Gateway.Console.Api;

/// <summary>Two policies to compare: a text or a version against a version. What is left out is the policy in force.</summary>
/// <param name="Text">A policy that is not saved.</param>
/// <param name="From">The version before.</param>
/// <param name="To">The version after, when there is no text.</param>
internal sealed record PolicyDiffBody(string? Text = null, long? From = null, long? To = null);
