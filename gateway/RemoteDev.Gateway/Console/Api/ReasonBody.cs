namespace RemoteDev.Gateway.Console.Api;

/// <summary>Why something is done, for the trace and for the person it is done to.</summary>
internal sealed record ReasonBody(string Reason);
