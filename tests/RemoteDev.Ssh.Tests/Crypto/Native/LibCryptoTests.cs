using RemoteDev.Ssh.Crypto.Native;

namespace RemoteDev.Ssh.Tests.Crypto.Native;

/// <summary>The calls, against the vectors of the primitives' own specifications.</summary>
public sealed class LibCryptoTests
{
    [Fact]
    public void TheLibraryIsThere() => Assert.Null(SshPrerequisites.Fault());

    /// <summary>RFC 8439 section 2.4.2.</summary>
    [Fact]
    public void ChaCha20_EncryptsAsRfc8439Says()
    {
        var key = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var text = "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."u8.ToArray();
        var output = new byte[text.Length];
        using var context = LibCrypto.NewCipherContext();
        LibCrypto.Demand(LibCrypto.InitCipher(context, LibCrypto.ChaCha20(), 0, key, Convert.FromHexString("01000000000000000000004a00000000")));
        LibCrypto.Demand(LibCrypto.UpdateCipher(context, output, out var written, text, text.Length));

        Assert.Equal(text.Length, written);
        Assert.Equal(
            "6E2E359A2568F98041BA0728DD0D6981E97E7AEC1D4360C20A27AFCCFD9FAE0BF91B65C5524733AB8F593DABCD62B3571639D624E65152AB8F530C359F0861D8" +
            "07CA0DBF500D6A6156A38E088A22B65E52BC514D16CCF806818CE91AB77937365AF90BBF74A35BE6B40B8EEDF2785E42874D",
            Convert.ToHexString(output));
    }

    /// <summary>RFC 8439 section 2.5.2, twice: a context serves more than one message.</summary>
    [Fact]
    public void Poly1305_AuthenticatesAsRfc8439Says()
    {
        var key = Convert.FromHexString("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b");
        var tag = new byte[16];
        using var context = LibCrypto.NewMacContext(LibCrypto.Poly1305);
        for (var round = 0; round < 2; round++)
        {
            LibCrypto.Demand(LibCrypto.InitMac(context, key, 32, 0));
            LibCrypto.Demand(LibCrypto.UpdateMac(context, "Cryptographic Forum Research Group"u8, 34));
            LibCrypto.Demand(LibCrypto.FinishMac(context, tag, out _, 16));
            Assert.Equal("A8061DC1305136C6C22B8BAF0C0127A9", Convert.ToHexString(tag));
            tag.AsSpan().Clear();
        }
    }

    [Fact]
    public void ACallThatCannotFail_ButDoes_IsABug()
    {
        Assert.Throws<InvalidOperationException>(() => LibCrypto.Demand(0));
        Assert.Throws<InvalidOperationException>(() => LibCrypto.Demand(LibCrypto.NewPrivateKey(LibCrypto.X25519, 0, new byte[31], 31)));
    }
}
