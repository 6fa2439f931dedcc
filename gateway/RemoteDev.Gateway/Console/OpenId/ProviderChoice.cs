namespace RemoteDev.Gateway.Console.OpenId;

/// <summary>One way to sign in, as the page offers it.</summary>
internal sealed record ProviderChoice(string Name, string DisplayName);
