using Microsoft.Win32.SafeHandles;

namespace RemoteDev.Ssh.Crypto.Native;

/// <summary>An EVP_PKEY_CTX for one key agreement.</summary>
internal sealed class AgreementContext() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        LibCrypto.FreeAgreement(handle);
        return true;
    }
}
