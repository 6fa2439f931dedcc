using Microsoft.Win32.SafeHandles;

namespace RemoteDev.Ssh.Crypto.Native;

/// <summary>An EVP_MD_CTX for one signature, made or verified.</summary>
internal sealed class SignatureContext() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        LibCrypto.FreeSignatureContext(handle);
        return true;
    }
}
