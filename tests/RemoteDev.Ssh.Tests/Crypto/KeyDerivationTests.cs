using System.Security.Cryptography;
using RemoteDev.Ssh.Crypto;

namespace RemoteDev.Ssh.Tests.Crypto;

/// <summary>Against the SSHKDF of OpenSSL 3 (<c>openssl kdf ... SSHKDF</c>): K is 7f a5 a5 ..., H is 11 11 ..., the session is 22 22 ...</summary>
public sealed class KeyDerivationTests
{
    private static readonly byte[] Secret = [0, 0, 0, 32, 0x7f, .. Enumerable.Repeat((byte)0xa5, 31)];
    private static readonly byte[] ExchangeHash = [.. Enumerable.Repeat((byte)0x11, 32)];
    private static readonly byte[] SessionId = [.. Enumerable.Repeat((byte)0x22, 32)];

    [Theory]
    [InlineData("SHA256", 'A', "7BEF931F92B4E75BB3079D232423413B3B9DCF60E307B5261698D402749219E35ED52C111A431E3F8F2BF3B629AE9ACFFE0E7B8807614D587DAFA51E0AED56A3")]
    [InlineData("SHA256", 'C', "365E8ABFA1F1097A1DD70B578A287ABBE691E47BBE04E46CCD35BD29D13D13902A36BED5A88CF5FC92358C4413D2DBCBE909A1389F54334354A56842CC2E6D79")]
    [InlineData("SHA256", 'E', "DA2B17CDC23FED5B971A8F12EDBF56A3D73870564D72ECD6461E982EA7A6080781C29059E62AFC8CAAE34FE219BA1878D354AC4A2C4030A10A010CD64160E17F")]
    [InlineData("SHA512", 'D', "3EA6CC7A541A8091838AE9259829C8D1EAA93687DC7BD8060B8412EF7423B3BCFD26E8747A88828B17FCFF29225926A47BC60DE2C63557FE7B234DB63CEF072774440E4AB686")]
    public void DerivesWhatOpenSslDerives_AtEveryLength(string hash, char letter, string expected)
    {
        for (var length = 0; length <= expected.Length / 2; length++)
        {
            var key = new byte[length];
            KeyDerivation.Derive(new HashAlgorithmName(hash), Secret, ExchangeHash, SessionId, letter, key);
            Assert.Equal(expected[..(length * 2)], Convert.ToHexString(key));
        }
    }
}
