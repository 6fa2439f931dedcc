namespace RemoteDev.Gateway.Console.Api;

/// <summary>A machine asks what came of its question.</summary>
internal sealed record SshLoginPollBody(string DeviceCode)
{
    public override string ToString() => "SshLoginPollBody { DeviceCode = <secret> }";
}
