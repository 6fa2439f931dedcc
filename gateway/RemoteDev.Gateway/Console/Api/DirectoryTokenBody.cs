namespace RemoteDev.Gateway.Console.Api;

/// <summary>What a new token is called, and after how many days it ends.</summary>
internal sealed record DirectoryTokenBody(string Name, int Days);
