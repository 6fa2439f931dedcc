namespace RemoteDev.Ssh.Connection;

/// <summary>What became of a channel that was to be opened as a stream: exactly one of the two is there.</summary>
public sealed record ChannelStreamOpening(ChannelStream? Stream, ChannelOpenFailure? Failure);
