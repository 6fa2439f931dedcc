namespace RemoteDev.Ssh.Transport.Exchange;

/// <summary>How one direction is protected. The MAC is empty where the cipher has its own.</summary>
internal readonly record struct CipherChoice(string Cipher, string Mac);
