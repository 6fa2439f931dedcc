namespace RemoteDev.Gateway.Console.Api;

/// <summary>A policy alone.</summary>
internal sealed record PolicyTextBody(string Text);
