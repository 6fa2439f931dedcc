namespace RemoteDev.Cli.Gateway;

/// <summary>The reset took the step.</summary>
internal sealed record ResetStep(string Id);
