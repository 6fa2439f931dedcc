using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Applying;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Documents;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Provisioning;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway.Tests.Catalog;

/// <summary>A catalogue room on a real SQLite file with a real trace. Dispose it to remove both.</summary>
internal sealed class CatalogFixture : IDisposable
{
    private readonly List<CatalogRoom> _rooms = [];
    private readonly PolicyWork _work;

    private CatalogFixture(TraceRoom? trace, GatewayDatabase? database = null)
    {
        _work = new PolicyWork(TimeProvider.System);
        Database = database ?? new GatewayDatabase(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(Trace.Directory, "gateway.db")};Pooling=False");
        TraceRoom = trace ?? Trace.Started();
        Store = new CatalogStore(Contexts);
        DraftStore = new DraftStore(Contexts);
        Room = AnotherGateway();
    }

    public static Actor Ines { get; } = new("ines", "console", "s1", System.Net.IPAddress.Parse("192.0.2.7"));

    public TraceFixture Trace { get; } = new();

    public GatewayDatabase Database { get; }

    public TraceRoom TraceRoom { get; }

    public CatalogStore Store { get; }

    public DraftStore DraftStore { get; }

    public CatalogRoom Room { get; }

    internal DirectoryStore Directories => new(Contexts);

    internal ProviderWords Words => new(Contexts, Trace.Clock);

    /// <summary>What gives roles at a gateway.</summary>
    internal ProvisionedRoles Roles(CatalogRoom room) => new(room, Directories, Words, TraceRoom);

    internal Provisioner Provisioner(CatalogRoom room) => new(room, Directories, Words, Roles(room));

    /// <summary>The way of a policy into force, in this gateway.</summary>
    public PolicyDrafts Drafts => DraftsOf(Room);

    public CatalogApply Apply => new(Room, TraceRoom);

    private ContextFactory Contexts => new(Database);

    /// <summary>With nothing in it.</summary>
    /// <param name="database">Another database than a SQLite file of its own.</param>
    public static async Task<CatalogFixture> EmptyAsync(GatewayDatabase? database = null)
    {
        var fixture = new CatalogFixture(trace: null, database);
        await new ContextMigration<CatalogContext>(fixture.Contexts).ApplyAsync(CancellationToken.None);
        await fixture.Room.ReloadAsync(CancellationToken.None);
        return fixture;
    }

    /// <summary>With everything of <see cref="SampleCatalog"/>, applied by the operator.</summary>
    public static async Task<CatalogFixture> SampleAsync(GatewayDatabase? database = null)
    {
        var fixture = await EmptyAsync(database);
        Assert.IsType<EditOutcome.Applied>(await fixture.ApplyAsync(SampleCatalog.Files));
        return fixture;
    }

    public Task<EditOutcome> ApplyAsync(IReadOnlyList<CatalogDocument> files, bool dryRun = false, bool prune = false, Actor? actor = null) =>
        Apply.ApplyAsync(new ApplyRequest(files, dryRun, prune), actor ?? Actor.TheOperator, CancellationToken.None);

    public Task<EditOutcome> EditAsync(params CatalogEdit[] edits) => Room.EditAsync(edits, Ines, null, CancellationToken.None);

    /// <summary>Saves a policy as the operator may.</summary>
    public Task<EditOutcome> SaveAsync(string text, string tests) =>
        Room.EditAsync([new CatalogEdit.SavePolicy(text, tests)], Actor.TheOperator, null, CancellationToken.None);

    /// <summary>What activates the schedules of a gateway.</summary>
    public DraftActivation ActivationOf(CatalogRoom room, TraceRoom? trace = null) =>
        new(room, Store, DraftStore, trace ?? TraceRoom, Trace.Clock, NullLogger<DraftActivation>.Instance);

    public PolicyDrafts DraftsOf(CatalogRoom room, TraceRoom? trace = null, DraftActivation? activation = null) =>
        new(room, DraftStore, Store, activation ?? ActivationOf(room, trace), _work, trace ?? TraceRoom, Trace.Clock, NullLogger<PolicyDrafts>.Instance);

    /// <summary>A second room on the same database, as a replica would have.</summary>
    public CatalogRoom AnotherGateway(TraceRoom? trace = null)
    {
        var room = new CatalogRoom(Store, trace ?? TraceRoom, Trace.Clock, NullLogger<CatalogRoom>.Instance);
        _rooms.Add(room);
        return room;
    }

    public CatalogContext Open() => Contexts.CreateDbContext();

    public void Dispose()
    {
        _work.Dispose();
        _rooms.ForEach(room => room.Dispose());
        Trace.Dispose();
    }

    private sealed class ContextFactory(GatewayDatabase database) : IDbContextFactory<CatalogContext>
    {
        public CatalogContext CreateDbContext()
        {
            var options = new DbContextOptionsBuilder<CatalogContext>();
            options.UseRemoteDevDatabase(database, CatalogContext.HistoryTable);
            return new CatalogContext(options.Options);
        }
    }
}
