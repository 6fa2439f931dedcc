namespace RemoteDev.Gateway.Trace.Recordings;

/// <summary>What is known of a recording when it is finished.</summary>
/// <param name="Name">By what it is found: <c>session/stream</c>.</param>
/// <param name="Bytes">Of content.</param>
/// <param name="Sha256">Of the content, lower-case hex.</param>
/// <param name="IsWhole">False when it could not be finished.</param>
internal sealed record RecordingReceipt(string Name, long Bytes, string Sha256, bool IsWhole);
