using RemoteDev.Gateway.StepUp.Totp;

namespace RemoteDev.Gateway.Tests.StepUp.Totp;

public sealed class TotpKeyTests
{
    private static readonly TotpKey Key = new("12345678901234567890"u8.ToArray());

    [Fact]
    public void Shows_TheSecretInGroupsOfFour() => Assert.Equal("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", Key.Reveal());

    [Fact]
    public void Escapes_WhatTheUriIsMadeOf() => Assert.Equal(
        "otpauth://totp/RemoteDev%20a%3Ab%26c:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=RemoteDev%20a%3Ab%26c&algorithm=SHA1&digits=6&period=30",
        Key.Uri("RemoteDev a:b&c", "ada"));

    [Fact]
    public void PrintsNoSecret() => Assert.Equal("<secret>", Key.ToString());

    [Fact]
    public void Makes_AnotherEachTime() => Assert.NotEqual(TotpKey.New().Reveal(), TotpKey.New().Reveal(), StringComparer.Ordinal);
}
