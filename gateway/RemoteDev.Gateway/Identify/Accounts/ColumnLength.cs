namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>How long the columns of <see cref="AccountContext"/> are, in characters; the migration says the same.</summary>
internal static class ColumnLength
{
    /// <summary>SHA-256 as base64url.</summary>
    public const int Hash = 43;

    public const int PasswordHash = 256;

    public const int Stamp = 64;

    public const int ProtectedSecret = 1024;

    /// <summary><c>SHA256:</c> and base64 without padding.</summary>
    public const int Fingerprint = 50;

    public const int KeyName = 60;

    /// <summary>An RSA key of 8192 bits has about 1,400 characters.</summary>
    public const int KeyLine = 2048;

    /// <summary>The longest word of an authority's purpose, and some.</summary>
    public const int Purpose = 32;

    /// <summary>An Ed25519 key in OpenSSH's file has about 450 bytes.</summary>
    public const int SealedKey = 1024;

    /// <summary><c>key-</c> and a GUID.</summary>
    public const int ProtectionKeyName = 100;

    /// <summary>A key as the framework writes it has about 1,000.</summary>
    public const int ProtectionKey = 8192;

    /// <summary>The most that OpenID Connect gives a subject.</summary>
    public const int Subject = 255;

    /// <summary>A GUID in hexadecimal digits.</summary>
    public const int ResetId = 32;

    /// <summary>A sign-in's public identifier: a GUID in hexadecimal digits.</summary>
    public const int SignIn = 32;

    /// <summary>A GUID in hexadecimal digits.</summary>
    public const int TokenId = 32;

    /// <summary>Every action that a token can be for, and room for more.</summary>
    public const int TokenActions = 200;

    /// <summary>What people say about a reset.</summary>
    public const int ResetWords = 500;

    /// <summary>An IPv6 address with a zone, and some.</summary>
    public const int Address = 64;

    /// <summary>What an authenticator may name a credential with, in octets (WebAuthn, section 4).</summary>
    public const int CredentialId = 1023;

    /// <summary>An RSA key of 8192 bits has about 1,050 octets.</summary>
    public const int CoseKey = 2048;

    /// <summary>Six short words that browsers know, and some.</summary>
    public const int Transports = 128;
}
