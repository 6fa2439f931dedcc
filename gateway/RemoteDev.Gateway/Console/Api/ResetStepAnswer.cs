namespace RemoteDev.Gateway.Console.Api;

/// <summary>The reset took the step.</summary>
internal sealed record ResetStepAnswer(string Id);
