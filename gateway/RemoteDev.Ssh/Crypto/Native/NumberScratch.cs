using Microsoft.Win32.SafeHandles;

namespace RemoteDev.Ssh.Crypto.Native;

/// <summary>A BN_CTX: room for numbers on the way to a result, from libcrypto's wiped memory.</summary>
internal sealed class NumberScratch() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        LibCrypto.FreeScratch(handle);
        return true;
    }
}
