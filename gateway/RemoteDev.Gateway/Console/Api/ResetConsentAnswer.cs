namespace RemoteDev.Gateway.Console.Api;

/// <summary>What a consent brought: a link, in this one answer and nowhere else, or nothing where a browser waits for it.</summary>
internal sealed record ResetConsentAnswer(InvitationAnswer? Invitation);
