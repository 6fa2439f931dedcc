using Microsoft.Win32.SafeHandles;

namespace RemoteDev.Ssh.Crypto.Native;

/// <summary>An EVP_MAC_CTX. Freeing it wipes the key.</summary>
internal sealed class MacContext() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        LibCrypto.FreeMacContext(handle);
        return true;
    }
}
