namespace RemoteDev.Cli.Gateway;

/// <summary>What a consent brought: a link, or nothing where a browser waits for it.</summary>
internal sealed record ResetConsent(Invitation? Invitation);
