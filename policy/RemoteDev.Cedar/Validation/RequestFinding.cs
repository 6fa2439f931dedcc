namespace RemoteDev.Cedar.Validation;

/// <summary>One thing that keeps a request from fitting the schema.</summary>
/// <param name="Code">What kind of thing it is.</param>
/// <param name="Message">What it is, for the person who made the request.</param>
public sealed record RequestFinding(FindingCode Code, string Message);
