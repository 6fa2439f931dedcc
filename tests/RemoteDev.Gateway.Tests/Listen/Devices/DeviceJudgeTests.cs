using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen.Devices;

namespace RemoteDev.Gateway.Tests.Listen.Devices;

/// <summary>The judge of certificates, asked by many at once: a browser's first requests come together on one connection.</summary>
public sealed class DeviceJudgeTests
{
    private const int Together = 8;
    private const int Rounds = 200;

    [Fact]
    public async Task CertificateThatIsGood_IsGoodForAllWhoAskAtOnce()
    {
        using var folder = new TemporaryFolder();
        var root = new AuthorityForTest("Devices");
        var below = new AuthorityForTest("Below", root);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "root.pem"), root.Pem + below.Pem);
        var faults = new OptionFaults();
        var judge = new DeviceJudge(DeviceAuthorities.Read(new DeviceOptions { Authorities = [Path.Combine(folder.Path, "root.pem")], CheckRevocation = false }, faults));
        Assert.Empty(faults.All);
        var issued = below.Issue();
        var now = DateTimeOffset.UtcNow;

        for (var round = 0; round < Rounds; round++)
        {
            using var leaf = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(issued.RawData);
            var shown = DeviceCertificate.Shown(leaf, []);
            using var start = new Barrier(Together);
            var all = await Task.WhenAll(Enumerable.Range(0, Together).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return judge.Judge(shown, now);
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));

            Assert.All(all, standing => Assert.Equal(new DeviceStanding(true, false), standing));
        }
    }
}
