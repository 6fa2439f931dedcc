using System.Runtime.CompilerServices;
using RemoteDev.Gateway.Catalog.Documents;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Tests.Catalog;

namespace RemoteDev.Gateway.Tests.Deploy;

/// <summary>What <c>deploy/demo</c> applies is taken as it is: every entry, the policy, and each of the policy's cases.</summary>
public sealed class DemoCatalogueTests
{
    private const string HostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZJBXWTQbQCPas0uKl45tDZTxU0CXsjhgLz62wBM7YI payments-vm";

    [Fact]
    public async Task IsTaken_AndTheSecondTimeChangesNothing()
    {
        using var fixture = await CatalogFixture.EmptyAsync();

        var first = await fixture.ApplyAsync(Files());
        var second = await fixture.ApplyAsync(Files());

        Assert.Empty(first is EditOutcome.Refused refused ? refused.Faults.Select(fault => $"{fault}") : []);
        Assert.Empty(Assert.IsType<EditOutcome.Applied>(second).Changes);
        Assert.NotNull(fixture.Room.Current.Policy);
        Assert.Equal(["ada", "ines", "sora"], fixture.Room.Current.People.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <summary>With the places that <c>deploy/demo</c> fills in filled in.</summary>
    private static CatalogDocument[] Files([CallerFilePath] string here = "")
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "deploy", "catalogue"));
        return
        [
            .. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(file => new CatalogDocument(
                Path.GetFileName(file),
                File.ReadAllText(file)
                    .Replace("${REMOTEDEV_IDE_URL}", "http://127.0.0.1:7080", StringComparison.Ordinal)
                    .Replace("${REMOTEDEV_GIT_URL}", "http://127.0.0.1:7081", StringComparison.Ordinal)
                    .Replace("${REMOTEDEV_WORKSPACE}", "/home/ada/payments", StringComparison.Ordinal)
                    .Replace("${REMOTEDEV_CODE_SERVER}", "/opt/code-server", StringComparison.Ordinal)
                    .Replace("${REMOTEDEV_VM_URL}", "ssh://127.0.0.1:7022", StringComparison.Ordinal)
                    .Replace("${REMOTEDEV_VM_LOGIN}", "remotedev-vm", StringComparison.Ordinal)
                    .Replace("${REMOTEDEV_VM_HOST_KEY}", HostKey, StringComparison.Ordinal))),
        ];
    }
}
