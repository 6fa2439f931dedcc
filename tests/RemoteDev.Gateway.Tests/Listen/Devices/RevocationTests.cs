using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RemoteDev.Gateway.Listen.Devices;

namespace RemoteDev.Gateway.Tests.Listen.Devices;

/// <summary>Revocation lists: what shuts a device out, and that without a list that holds nobody gets in by a certificate.</summary>
public sealed class RevocationTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    public static TheoryData<string> Unusable() => ["over", "early", "badly signed", "another's", "empty", "half", "text"];

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task WithoutAListThatHolds_CertificatesAreWorthNothing_AndTheOperatorIsTold(string kind)
    {
        var root = new AuthorityForTest("Devices");
        await using var house = await DeviceHouse.StartAsync(root.Pem, root.Revoke());
        var device = root.Issue();
        Assert.Contains("proven=True", await house.GetAsync(device), StringComparison.Ordinal);
        Assert.Null(house.Warning);

        house.Replace(kind switch
        {
            "over" => root.Revoke(until: Now.AddMinutes(-1), from: Now.AddDays(-2)),
            "early" => root.Revoke(from: Now.AddHours(1), until: Now.AddDays(1)),
            "badly signed" => Flipped(root.Revoke()),
            "another's" => new AuthorityForTest("Devices").Revoke(),
            "empty" => [],
            "half" => root.Revoke()[..60],
            _ => [.. "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"u8],
        });

        Assert.Contains("proven=False", await house.GetAsync(device), StringComparison.Ordinal);
        Assert.NotNull(house.Warning);
        house.Replace(root.Revoke());
        Assert.Contains("proven=True", await house.GetAsync(device), StringComparison.Ordinal);
        Assert.Null(house.Warning);
    }

    [Fact]
    public async Task ListThatIsGone_CountsAsNone()
    {
        var root = new AuthorityForTest("Devices");
        await using var house = await DeviceHouse.StartAsync(root.Pem, root.Revoke());

        File.Delete(house.ListPath);
        house.Look();

        Assert.Contains("proven=False", await house.GetAsync(root.Issue()), StringComparison.Ordinal);
        Assert.Contains("there is no such file", house.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RevokedAuthorityBelowTheRoot_TakesItsDevicesWithIt()
    {
        var root = new AuthorityForTest("Devices");
        var below = new AuthorityForTest("Below", root);
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllBytesAsync(folder, below.Revoke());
        await using var house = await DeviceHouse.StartAsync(root.Pem + below.Pem, root.Revoke(), null, ("RemoteDev:Listen:Devices:RevocationLists:1", folder));
        Assert.Contains("proven=True", await house.GetAsync(below.Issue()), StringComparison.Ordinal);

        house.Replace(root.Revoke(revoked: below.Certificate));

        Assert.Contains("proven=False", await house.GetAsync(below.Issue()), StringComparison.Ordinal);
        File.Delete(folder);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void List_IsReadAndVerified_AsPemAndAsDer(bool rsa)
    {
        var root = new AuthorityForTest("Devices", rsa: rsa);
        var (one, other) = (root.Issue(), root.Issue());
        var der = root.Revoke(revoked: one);
        foreach (var file in (byte[][])[der, System.Text.Encoding.ASCII.GetBytes(PemEncoding.WriteString("X509 CRL", der))])
        {
            var list = RevocationList.Read(file);
            Assert.True(list.IsSignedBy(root.Certificate));
            Assert.False(list.IsSignedBy(new AuthorityForTest("Devices", rsa: rsa).Certificate));
            Assert.True(list.Names(one));
            Assert.False(list.Names(other));
            Assert.True(list.IsInForceAt(Now));
        }
    }

    // Each chain of a device asks, and the list may have a million entries to be hashed.
    [Fact]
    public void List_IsVerifiedOnce_ForEachAuthority_AndAgainWhenItsFileIsReplaced()
    {
        var (root, namesake) = (new AuthorityForTest("Devices"), new AuthorityForTest("Devices"));
        var folder = Directory.CreateTempSubdirectory("remotedev-lists-");
        var path = Path.Combine(folder.FullName, "list.crl");
        File.WriteAllBytes(path, root.Revoke());
        var lists = RevocationLists.Read([path], RevocationLists.None);
        var list = lists.InForce(root.Certificate, Now)!;
        Parallel.For(0, 100, _ =>
        {
            using var anew = X509CertificateLoader.LoadCertificate(root.Certificate.RawData);
            Assert.Same(list, lists.InForce(anew, Now));
            Assert.Null(lists.InForce(namesake.Certificate, Now));
        });
        Assert.Equal(2, list.Verifications);
        Assert.Same(lists, RevocationLists.Read([path], lists));

        // The other's list in its place: nothing that was worked out before counts for it.
        File.WriteAllBytes(path, namesake.Revoke());
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(1));
        var replaced = RevocationLists.Read([path], lists);
        Assert.Null(replaced.InForce(root.Certificate, Now));
        Assert.Equal(2, replaced.InForce(namesake.Certificate, Now)!.Verifications);
        folder.Delete(recursive: true);
    }

    // Whoever sends authorities of that name in a row makes the gateway work, and remember no more of them.
    [Fact]
    public void List_RemembersFewAuthorities_AndIsRightAboutAll()
    {
        var root = new AuthorityForTest("Devices");
        var list = RevocationList.Read(root.Revoke());
        for (var i = 0; i < 80; i++)
        {
            Assert.False(list.IsSignedBy(new AuthorityForTest("Devices").Certificate));
        }

        Assert.True(list.IsSignedBy(root.Certificate));
        Assert.True(list.IsSignedBy(root.Certificate));
        Assert.Equal(82, list.Verifications);
    }

    [Fact]
    public void List_BrokenAnywhere_IsRefusedOrDoesNotVerify()
    {
        var root = new AuthorityForTest("Devices");
        var der = root.Revoke(revoked: [root.Issue(), root.Issue()]);
        for (var i = 0; i < der.Length; i++)
        {
            foreach (var bit in (byte[])[0x01, 0x80])
            {
                var broken = der.ToArray();
                broken[i] ^= bit;
                Assert.False(Verifies(broken, root), $"octet {i}");
            }

            Assert.False(Verifies(der[..i], root), $"cut at {i}");
        }
    }

    [Fact]
    public void ListOfDifferences_IsRefused()
    {
        var root = new AuthorityForTest("Devices");
        var der = root.Revoke();

        // The CRL number, 2.5.29.20, made the delta indicator, 2.5.29.27, and critical would need another length; what is critical at all is refused.
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        var whole = new System.Formats.Asn1.AsnReader(der, System.Formats.Asn1.AsnEncodingRules.DER).ReadSequence();
        var list = whole.ReadSequence();
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                while (list.HasData && list.PeekTag().TagClass != System.Formats.Asn1.TagClass.ContextSpecific)
                {
                    writer.WriteEncodedValue(list.ReadEncodedValue().Span);
                }

                using (writer.PushSequence(new System.Formats.Asn1.Asn1Tag(System.Formats.Asn1.TagClass.ContextSpecific, 0)))
                using (writer.PushSequence())
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("2.5.29.27");
                    writer.WriteBoolean(true);
                    writer.WriteOctetString([2, 1, 1]);
                }
            }

            writer.WriteEncodedValue(whole.ReadEncodedValue().Span);
            writer.WriteEncodedValue(whole.ReadEncodedValue().Span);
        }

        var fault = Assert.Throws<CryptographicException>(() => RevocationList.Read(writer.Encode()));
        Assert.Contains("critical extension 2.5.29.27", fault.Message, StringComparison.Ordinal);
    }

    private static bool Verifies(byte[] file, AuthorityForTest root)
    {
        try
        {
            return RevocationList.Read(file).IsSignedBy(root.Certificate);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException)
        {
            return false;
        }
    }

    private static byte[] Flipped(byte[] list)
    {
        list[^3] ^= 0x10;
        return list;
    }
}
