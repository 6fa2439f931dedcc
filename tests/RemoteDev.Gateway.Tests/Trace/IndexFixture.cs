using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Index;
using RemoteDev.Gateway.Trace.Reading;

namespace RemoteDev.Gateway.Tests.Trace;

/// <summary>A trace with its index, on SQLite unless a test brings another database.</summary>
[SuppressMessage("Usage", "CA2213", Justification = "StopIndexerAsync disposes of it.")]
internal sealed class IndexFixture : IAsyncDisposable
{
    public static readonly TraceReader Auditor = new("eve", "s-eve", IPAddress.Parse("192.0.2.99"));

    private readonly TraceFixture _files = new();
    private readonly ServiceProvider _services;
    private TraceIndexer? _indexer;

    public IndexFixture(GatewayDatabase? database = null)
    {
        DatabasePath = Path.Combine(_files.Directory, "index.db");
        database ??= new GatewayDatabase(DatabaseProvider.Sqlite, $"Data Source={DatabasePath};Pooling=False");
        _services = new ServiceCollection()
            .AddDbContextFactory<TraceIndexContext>(options => options.UseRemoteDevDatabase(database, TraceIndexContext.HistoryTable))
            .BuildServiceProvider();
        Room = _files.Started(queueLength: 100_000);
    }

    public TraceFixture Files => _files;

    public string DatabasePath { get; }

    public TraceRoom Room { get; private set; }

    public IDbContextFactory<TraceIndexContext> Contexts => _services.GetRequiredService<IDbContextFactory<TraceIndexContext>>();

    public TraceQuery Query => new(Contexts, _indexer!, Room);

    public TraceExport Export => new(Contexts, _indexer!, Room);

    public TraceIndexer Indexer => _indexer!;

    public static SessionOpened Opened(string id, string login = "ada", string place = "shop-dev") => new()
    {
        Session = id, Actor = login, Source = "192.0.2.7", Kind = SessionKind.Environment, Place = place, Login = login, Vendor = "acme", SignIn = "si-1",
        Policies = ["developers-work"], Obligations = ["@egress(1 GB)"], PolicyVersion = 3, TraceId = new string('a', 32),
    };

    public static SessionEnded Ended(string id, string place = "shop-dev") => new()
    {
        Session = id, Actor = "ada", Kind = SessionKind.Environment, Place = place, Reason = EndReason.WindowClosed, Explanation = "The window closed.", BytesIn = 10, BytesOut = 20,
        CutMilliseconds = 12,
    };

    public static RequestForwarded Request(string session, string path, int status = 200, string method = "GET") => new()
    {
        Session = session, Actor = "ada", Place = "shop-dev", Method = method, Path = TracedPath.Of(path), Status = status, BytesIn = 1, BytesOut = 100, DurationMilliseconds = 1.5,
        Action = "RemoteDev::Action::\"connect\"",
    };

    public static AccessRefused Refused(string session, string reason, string actor = "ada") => new()
    {
        Session = session, Actor = actor, Room = "contain", Code = RefusalCode.NotContained, Reason = reason, Door = Door.Environment, Place = "shop-dev",
        Policies = ["no-downloads"], Method = "GET", Path = TracedPath.Of("/proxy/3000"),
    };

    /// <summary>Creates the tables and starts the indexer, as a start of the gateway does.</summary>
    public async Task StartAsync()
    {
        await using (var context = await Contexts.CreateDbContextAsync())
        {
            await context.Database.MigrateAsync();
        }

        StartIndexer();
    }

    public void StartIndexer()
    {
        _indexer = new TraceIndexer(
            Room, new TraceIndexStore(Contexts, NullLogger<TraceIndexStore>.Instance), Options.Create(new TraceOptions { Directory = _files.Directory }),
            TimeProvider.System, NullLogger<TraceIndexer>.Instance);
        _ = _indexer.StartAsync(CancellationToken.None);
    }

    /// <summary>Stops the indexer and the trace, and starts the trace anew.</summary>
    public async Task RestartRoomAsync()
    {
        await StopIndexerAsync();
        Room.Dispose();
        Room = _files.Started(queueLength: 100_000);
    }

    public async Task StopIndexerAsync()
    {
        if (_indexer is { } running)
        {
            await running.StopAsync(CancellationToken.None);
            running.Dispose();
            _indexer = null;
        }
    }

    public async Task OpenAsync(params AuditEvent[] events)
    {
        foreach (var e in events)
        {
            Assert.True(await Room.OpenAsync(e, CancellationToken.None));
        }
    }

    public async Task CaughtUpAsync() => Assert.True(await Indexer.CatchUpAsync(TraceFixture.Patience, CancellationToken.None));

    public static async Task<string> TextAsync(Func<PipeWriter, Task<Refusal?>> export)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        Assert.Null(await export(pipe.Writer));
        await pipe.Writer.CompleteAsync();
        using var reader = new StreamReader(pipe.Reader.AsStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopIndexerAsync();
        _files.Dispose();
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }
}
