namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>Why an environment could not be entered by SSH.</summary>
/// <param name="Kind">The case.</param>
/// <param name="Detail">One line for an administrator, with addresses and fingerprints. Not for developers: it names places inside.</param>
internal sealed record SshTargetFault(SshTargetFaultKind Kind, string Detail);
