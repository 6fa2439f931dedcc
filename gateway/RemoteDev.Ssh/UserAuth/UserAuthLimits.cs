namespace RemoteDev.Ssh.UserAuth;

/// <summary>Bounds of user authentication. Lengths are in octets and are held before anything is allocated.</summary>
internal static class UserAuthLimits
{
    public const int UserName = 512;

    public const int Signature = 4096;

    /// <summary>Questions in one message, asked or answered.</summary>
    public const int Prompts = 16;

    public const int Answer = 1024;

    /// <summary>What a banner may hold; OpenSSH shows no more either.</summary>
    public const int Banner = 16 * 1024;
}
