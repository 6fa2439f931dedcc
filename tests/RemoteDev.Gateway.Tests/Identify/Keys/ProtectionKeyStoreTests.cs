using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Keys;

namespace RemoteDev.Gateway.Tests.Identify.Keys;

public sealed class ProtectionKeyStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("remotedev-key-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // CVE-2026-40372, CVE-2023-0690
    [Fact]
    public async Task Keeps_DataProtectionsKeys_AndNoneInClear()
    {
        await using var house = await IdentifyHouse.OpenAsync(Path.Combine(_folder, "data"));
        var box = Protector(house).Protect("hello");
        var text = Assert.Single(await KeysAsync(house)).Xml;
        Assert.Contains("sealedKey", text, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<value>", text, StringComparison.Ordinal);
        await house.CloseAsync();
        await using var again = await IdentifyHouse.OpenAsync(Path.Combine(_folder, "data"));
        Assert.Equal("hello", Protector(again).Unprotect(box));
    }

    [Fact]
    public async Task Takes_OverTheFilesOfAnOlderGateway_Once()
    {
        var data = Path.Combine(_folder, "data");
        string box;
        await using (var older = await IdentifyHouse.OpenAsync(data))
        {
            box = Protector(older).Protect("from before");
            var row = Assert.Single(await KeysAsync(older));
            Directory.CreateDirectory(Path.Combine(data, "keys"));
            XElement.Parse(row.Xml).Save(Path.Combine(data, "keys", row.Name + ".xml"));
            await using (var context = await ContextAsync(older))
            {
                await context.ProtectionKeys.ExecuteDeleteAsync();
            }

            await older.CloseAsync();
            await using var newer = await IdentifyHouse.OpenAsync(data);
            Assert.Equal("from before", Protector(newer).Unprotect(box));
            await newer.CloseAsync();
            await using var again = await IdentifyHouse.OpenAsync(data);
            Assert.Equal("from before", Protector(again).Unprotect(box));
            Assert.Single(await KeysAsync(again));
        }
    }

    [Fact]
    public async Task Refuses_ToMakeKeys_BesideThoseOfAnotherMasterKey_AndIsNotReady()
    {
        var data = Path.Combine(_folder, "data");
        await using var first = await IdentifyHouse.OpenAsync(data);
        Protector(first).Protect("hello");
        await first.CloseAsync();
        File.Delete(Path.Combine(data, "master.key"));
        await using var stranger = await IdentifyHouse.OpenAsync(data);
        Assert.ThrowsAny<Exception>(() => Protector(stranger).Protect("anything"));
        Assert.Contains("master.key", stranger.Get<ProtectionKeyStore>().WhyNotReady, StringComparison.Ordinal);
        Assert.Single(await KeysAsync(stranger));
    }

    private static IDataProtector Protector(IdentifyHouse house) => house.Get<IDataProtectionProvider>().CreateProtector("test");

    private static async Task<IReadOnlyList<ProtectionKeyRow>> KeysAsync(IdentifyHouse house)
    {
        await using var context = await ContextAsync(house);
        return await context.ProtectionKeys.ToListAsync();
    }

    private static Task<AccountContext> ContextAsync(IdentifyHouse house) => house.Get<IDbContextFactory<AccountContext>>().CreateDbContextAsync();
}
