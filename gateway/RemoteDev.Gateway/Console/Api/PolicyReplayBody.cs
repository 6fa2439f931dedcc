namespace RemoteDev.Gateway.Console.Api;

/// <summary>A policy to ask what was asked in the last days.</summary>
internal sealed record PolicyReplayBody(string Text, int Days = 7);
