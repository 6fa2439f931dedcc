namespace RemoteDev.Ssh.Crypto.Ciphers;

/// <summary>Makes a cipher from keys of the lengths that its <see cref="CipherSpec"/> names; it copies what it keeps.</summary>
internal delegate IPacketCipher CipherFactory(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> macKey);
