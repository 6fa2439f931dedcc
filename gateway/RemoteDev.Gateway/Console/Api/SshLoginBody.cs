namespace RemoteDev.Gateway.Console.Api;

/// <summary>A machine asks for a certificate.</summary>
/// <param name="PublicKey">The line of a <c>.pub</c> file.</param>
/// <param name="Machine">What the machine calls itself.</param>
internal sealed record SshLoginBody(string PublicKey, string Machine);
