using Microsoft.Win32.SafeHandles;

namespace RemoteDev.Ssh.Crypto.Native;

/// <summary>An EVP_CIPHER_CTX: a cipher with its key. Freeing it wipes the key.</summary>
internal sealed class CipherContext() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        LibCrypto.FreeCipherContext(handle);
        return true;
    }
}
