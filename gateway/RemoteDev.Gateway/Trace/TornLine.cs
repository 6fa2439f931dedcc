namespace RemoteDev.Gateway.Trace;

/// <summary>An unfinished last line that was set aside.</summary>
/// <param name="Note">Name of the file that keeps it.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record TornLine(string Note, long Bytes);
