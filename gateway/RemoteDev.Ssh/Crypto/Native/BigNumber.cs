using Microsoft.Win32.SafeHandles;

namespace RemoteDev.Ssh.Crypto.Native;

/// <summary>A BIGNUM, wiped when it is freed; the framework's numbers stay in memory.</summary>
internal sealed class BigNumber() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <summary>number mod (prime - 1), as long as the prime: an exponent of the Chinese remainder form of an RSA key.</summary>
    public static byte[] ModuloMinusOne(ReadOnlySpan<byte> number, ReadOnlySpan<byte> prime)
    {
        using var dividend = LibCrypto.Demand(LibCrypto.ReadNumber(number, number.Length, 0));
        using var divisor = LibCrypto.Demand(LibCrypto.ReadNumber(prime, prime.Length, 0));
        using var remainder = LibCrypto.Demand(LibCrypto.ReadNumber([], 0, 0));
        using var scratch = LibCrypto.Demand(LibCrypto.NewScratch());
        LibCrypto.Demand(LibCrypto.SubtractWord(divisor, 1));
        LibCrypto.Demand(LibCrypto.Divide(0, remainder, dividend, divisor, scratch));
        var result = new byte[prime.Length];
        LibCrypto.Demand(LibCrypto.WriteNumber(remainder, result, result.Length) == result.Length ? 1 : 0);
        return result;
    }

    /// <summary>The number with zeros in front.</summary>
    public static byte[] Pad(ReadOnlySpan<byte> number, int length)
    {
        var padded = new byte[Math.Max(length, number.Length)];
        number.CopyTo(padded.AsSpan(padded.Length - number.Length));
        return padded;
    }

    protected override bool ReleaseHandle()
    {
        LibCrypto.FreeNumber(handle);
        return true;
    }
}
