namespace RemoteDev.Gateway.Journey;

/// <summary>What policy may see beyond who, what and where.</summary>
/// <param name="Protocol"><c>http</c>, <c>git</c>, <c>ssh</c>, later <c>desktop</c>.</param>
/// <param name="Port">With <c>forwardPort</c>: the port asked for.</param>
internal readonly record struct AccessDetail(string Protocol, int? Port = null)
{
    public static AccessDetail Http => new("http");

    public static AccessDetail Git => new("git");

    public static AccessDetail Ssh => new("ssh");
}
