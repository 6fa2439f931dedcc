namespace RemoteDev.Cli.Gateway;

/// <summary>What was asked for, or the error.</summary>
internal sealed record OAuthAnswer<T>(T? Value, OAuthFault? Fault)
    where T : class;
