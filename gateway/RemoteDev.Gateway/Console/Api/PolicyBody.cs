namespace RemoteDev.Gateway.Console.Api;

/// <summary>A policy with its tests, whole texts.</summary>
internal sealed record PolicyBody(string Text, string Tests);
