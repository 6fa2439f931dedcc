namespace RemoteDev.Gateway.Console.Api;

/// <summary>Whether the gateway got into an environment by SSH.</summary>
/// <param name="Outcome"><c>entered</c>, or a word for what stopped it.</param>
/// <param name="Detail">What was wrong; null when nothing was.</param>
/// <param name="Advice">What to do about it; null when nothing is to be done.</param>
/// <param name="ServerVersion">What the server calls itself; null when it let nobody in.</param>
/// <param name="HostKey">The fingerprint of the key that it has proven to hold; null when it let nobody in.</param>
internal sealed record SshCheckAnswer(string Outcome, string? Detail, string? Advice, string? ServerVersion, string? HostKey);
