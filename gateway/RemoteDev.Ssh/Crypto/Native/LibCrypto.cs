using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace RemoteDev.Ssh.Crypto.Native;

/// <summary>
/// The calls to OpenSSL 3 for what the framework has no class for: X25519, Ed25519, ChaCha20, Poly1305, AES-CTR. Nothing here decides
/// anything; the classes around it do. The handles count their uses, so none is freed under a running call.
/// </summary>
internal static partial class LibCrypto
{
    public const int X25519 = 1034;
    public const int Ed25519 = 1087;

    private const string Library = "libcrypto.so.3";

    // Lazy, so that the class can be used, and say what is missing, without the library.
    private static readonly Lazy<nint> LazyPoly1305 = new(() => FetchMac(0, "POLY1305", 0));

    /// <summary>Null when the library can be loaded and knows all that is asked of it, or what is wrong, for the operator.</summary>
    public static string? Fault()
    {
        if (!NativeLibrary.TryLoad(Library, typeof(LibCrypto).Assembly, DllImportSearchPath.SafeDirectories, out _))
        {
            return $"{Library} is missing: SSH needs the shared library of OpenSSL 3 (Debian and Ubuntu: the package libssl3)";
        }

        return Poly1305 == 0 ? $"{Library} has no POLY1305: its configuration leaves out the default provider" : null;
    }

    /// <summary>The method POLY1305, fetched once for the life of the process.</summary>
    public static nint Poly1305 => LazyPoly1305.Value;

    [LibraryImport(Library, EntryPoint = "EVP_chacha20")]
    public static partial nint ChaCha20();

    [LibraryImport(Library, EntryPoint = "EVP_aes_256_ctr")]
    public static partial nint Aes256Ctr();

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_new")]
    public static partial CipherContext NewCipherContext();

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_free")]
    public static partial void FreeCipherContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_EncryptInit_ex")]
    public static partial int InitCipher(CipherContext context, nint cipher, nint engine, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv);

    [LibraryImport(Library, EntryPoint = "EVP_EncryptUpdate")]
    public static partial int UpdateCipher(CipherContext context, Span<byte> output, out int written, ReadOnlySpan<byte> input, int length);

    [LibraryImport(Library, EntryPoint = "EVP_MAC_CTX_new")]
    public static partial MacContext NewMacContext(nint mac);

    [LibraryImport(Library, EntryPoint = "EVP_MAC_CTX_free")]
    public static partial void FreeMacContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_MAC_init")]
    public static partial int InitMac(MacContext context, ReadOnlySpan<byte> key, nuint keyLength, nint parameters);

    [LibraryImport(Library, EntryPoint = "EVP_MAC_update")]
    public static partial int UpdateMac(MacContext context, ReadOnlySpan<byte> data, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_MAC_final")]
    public static partial int FinishMac(MacContext context, Span<byte> output, out nuint written, nuint capacity);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_private_key")]
    public static partial AsymmetricKey NewPrivateKey(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_public_key")]
    public static partial AsymmetricKey NewPublicKey(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_raw_private_key")]
    public static partial int GetPrivateKey(AsymmetricKey key, Span<byte> output, ref nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_raw_public_key")]
    public static partial int GetPublicKey(AsymmetricKey key, Span<byte> output, ref nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
    public static partial void FreeKey(nint key);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_new")]
    public static partial AgreementContext NewAgreement(AsymmetricKey key, nint engine);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_free")]
    public static partial void FreeAgreement(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_derive_init")]
    public static partial int InitAgreement(AgreementContext context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_derive_set_peer")]
    public static partial int SetPeer(AgreementContext context, AsymmetricKey peer);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_derive")]
    public static partial int Agree(AgreementContext context, Span<byte> output, ref nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_new")]
    public static partial SignatureContext NewSignatureContext();

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_free")]
    public static partial void FreeSignatureContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSignInit")]
    public static partial int InitSign(SignatureContext context, nint keyContext, nint digest, nint engine, AsymmetricKey key);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSign")]
    public static partial int Sign(
        SignatureContext context, Span<byte> signature, ref nuint length, ReadOnlySpan<byte> data, nuint dataLength);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerifyInit")]
    public static partial int InitVerify(SignatureContext context, nint keyContext, nint digest, nint engine, AsymmetricKey key);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerify")]
    public static partial int Verify(
        SignatureContext context, ReadOnlySpan<byte> signature, nuint length, ReadOnlySpan<byte> data, nuint dataLength);

    [LibraryImport(Library, EntryPoint = "BN_bin2bn")]
    public static partial BigNumber ReadNumber(ReadOnlySpan<byte> octets, int length, nint into);

    [LibraryImport(Library, EntryPoint = "BN_bn2binpad")]
    public static partial int WriteNumber(BigNumber number, Span<byte> octets, int length);

    [LibraryImport(Library, EntryPoint = "BN_sub_word")]
    public static partial int SubtractWord(BigNumber number, nuint word);

    [LibraryImport(Library, EntryPoint = "BN_div")]
    public static partial int Divide(nint quotient, BigNumber remainder, BigNumber dividend, BigNumber divisor, NumberScratch scratch);

    [LibraryImport(Library, EntryPoint = "BN_clear_free")]
    public static partial void FreeNumber(nint number);

    [LibraryImport(Library, EntryPoint = "BN_CTX_secure_new")]
    public static partial NumberScratch NewScratch();

    [LibraryImport(Library, EntryPoint = "BN_CTX_free")]
    public static partial void FreeScratch(nint scratch);

    /// <summary>Forgets what failed calls left behind in this thread, so that it is not taken for the next call's failure.</summary>
    [LibraryImport(Library, EntryPoint = "ERR_clear_error")]
    public static partial void ClearErrors();

    /// <summary>For calls that fail only when memory is out or an argument is impossible.</summary>
    public static void Demand(int result)
    {
        if (result != 1)
        {
            ClearErrors();
            throw new InvalidOperationException("libcrypto refused a call that cannot fail");
        }
    }

    /// <summary>As the other, for a call that makes something.</summary>
    public static T Demand<T>(T handle)
        where T : SafeHandle
    {
        Demand(handle.IsInvalid ? 0 : 1);
        return handle;
    }

    [LibraryImport(Library, EntryPoint = "EVP_MAC_fetch", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint FetchMac(nint library, string algorithm, nint properties);
}
