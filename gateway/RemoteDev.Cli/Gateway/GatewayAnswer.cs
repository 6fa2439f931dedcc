namespace RemoteDev.Cli.Gateway;

/// <summary>What the gateway answered: a value, a problem, or neither when it was not understood.</summary>
internal sealed record GatewayAnswer<T>(T? Value, Problem? Problem)
    where T : class;
