using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Reminders;
using RemoteDev.Gateway.Contain.Outbound;

namespace RemoteDev.Gateway.Tests.Catalog.Reminders;

/// <summary>A catalogue of one person and one paper, and a webhook that somebody listens at.</summary>
internal sealed class ReminderHouse : IAsyncDisposable
{
    /// <summary>The example of the Standard Webhooks specification.</summary>
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly UpstreamPool _pool = new();
    private readonly string _secretFile = Path.GetTempFileName();
    private readonly List<PaperReminders> _gateways = [];

    private ReminderHouse(CatalogFixture catalog, Receiver receiver) => (Catalog, Receiver) = (catalog, receiver);

    public CatalogFixture Catalog { get; }

    public Receiver Receiver { get; }

    public ReminderOptions Options => new() { Webhook = Receiver.Address, SecretFile = _secretFile };

    public static async Task<ReminderHouse> OpenAsync(string paper)
    {
#pragma warning disable CA2000 // the house owns them
        var house = new ReminderHouse(await CatalogFixture.EmptyAsync(), await Receiver.OpenAsync());
#pragma warning restore CA2000
        await File.WriteAllTextAsync(house._secretFile, Secret + "\n");
        await house.PutAsync(paper);
        return house;
    }

    /// <summary>Ada's paper as YAML: empty for none.</summary>
    public async Task PutAsync(string paper, bool suspended = false) => Assert.IsNotType<RemoteDev.Gateway.Catalog.Edits.EditOutcome.Refused>(await Catalog.ApplyAsync(
    [
        new RemoteDev.Gateway.Catalog.Documents.CatalogDocument("people.yaml", $$"""
            documents:
              - { name: nda-2026, kind: nda, version: 2026-1, title: NDA, text: Stay silent., validDays: 365, current: true }
            people:
              - login: ada
                displayName: Ada Obi
                email: ada@client.example
                suspended: {{(suspended ? "true" : "false")}}
                attestations: [{{paper}}]
            """),
    ]));

    /// <summary>Another one on the same database, as a replica would have.</summary>
    public PaperReminders Gateway()
    {
        Assert.True(GatewayOrigins.TryParse("http://remotedev.localhost:8443", out var origins, out _));
        var reminders = new PaperReminders(
            Catalog.Room,
            new ReminderStore(new Contexts(Catalog)),
            new ReminderWebhook(Options, _pool, Catalog.Trace.Clock),
            Options,
            origins,
            Catalog.TraceRoom,
            Catalog.Trace.Clock,
            NullLogger<PaperReminders>.Instance);
        _gateways.Add(reminders);
        return reminders;
    }

    public async ValueTask DisposeAsync()
    {
        _gateways.ForEach(gateway => gateway.Dispose());
        await Receiver.DisposeAsync();
        _pool.Dispose();
        Catalog.Dispose();
        File.Delete(_secretFile);
    }

    private sealed class Contexts(CatalogFixture catalog) : IDbContextFactory<CatalogContext>
    {
        public CatalogContext CreateDbContext() => catalog.Open();
    }
}
