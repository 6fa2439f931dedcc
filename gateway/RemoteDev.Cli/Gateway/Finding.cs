namespace RemoteDev.Cli.Gateway;

/// <summary>Something in a policy that is right and yet hardly meant.</summary>
internal sealed record Finding(string Code, string File, int Line, int Column, string Message, string Advice, string PolicyId);
