namespace RemoteDev.Ssh.Connection;

/// <summary>Why a channel was not opened.</summary>
/// <param name="Reason">The peer's number, which may be none that we know.</param>
/// <param name="Text">One line without control characters.</param>
public sealed record ChannelOpenFailure(OpenFailureReason Reason, string Text);
