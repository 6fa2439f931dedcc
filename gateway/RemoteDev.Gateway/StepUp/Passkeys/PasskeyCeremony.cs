namespace RemoteDev.Gateway.StepUp.Passkeys;

/// <summary>A challenge that waits for its answer.</summary>
/// <param name="State">What the framework needs to judge the answer, the challenge among it.</param>
/// <param name="BoundTo">
/// What the answer must come in: the public identifier of a sign-in, the hash of an invitation, or nothing where nobody is known yet.
/// The browser is always the one with the cookie.
/// </param>
internal sealed record PasskeyCeremony(PasskeyPurpose Purpose, string State, string BoundTo);
