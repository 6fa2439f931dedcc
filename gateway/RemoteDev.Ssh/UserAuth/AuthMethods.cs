namespace RemoteDev.Ssh.UserAuth;

/// <summary>Method names (RFC 4252 sections 5.2 and 7, RFC 4256) and the names of the services.</summary>
internal static class AuthMethods
{
    public const string None = "none";
    public const string PublicKey = "publickey";
    public const string KeyboardInteractive = "keyboard-interactive";
    public const string AuthService = "ssh-userauth";
    public const string ConnectionService = "ssh-connection";
}
