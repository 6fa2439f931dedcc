namespace RemoteDev.Gateway.Identify.OpenId.SignOut;

/// <summary>Whose sign-ins a logout token ends: those of one session there, or all of a subject.</summary>
internal sealed record LogoutClaims(string? Subject, string? SessionId);
