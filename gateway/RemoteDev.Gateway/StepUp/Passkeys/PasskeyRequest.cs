using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.StepUp.Passkeys;

/// <summary>A challenge on its way to a browser.</summary>
/// <param name="Options">JSON that the browser's own functions read.</param>
/// <param name="Cookie">Says, when the answer comes, which challenge it is for.</param>
internal sealed record PasskeyRequest(string Options, Secret Cookie);
