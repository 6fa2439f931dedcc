namespace RemoteDev.Gateway.Identify.OpenId.SignOut;

/// <summary>Whose sign-ins a logout token ends: those of one session there, or all of a subject.</summary>
/// <param name="Token">By which the token is known again, once it is spent.</param>
internal sealed record LogoutClaims(string? Subject, string? SessionId, string Token);
