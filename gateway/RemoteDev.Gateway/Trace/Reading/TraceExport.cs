using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Index;

namespace RemoteDev.Gateway.Trace.Reading;

/// <summary>
/// Copies parts of the trace out, oldest first, as a stream of any length. That it was done is on the disk before the first
/// row. Rows are read in portions, so that a slow reader holds no transaction open.
/// </summary>
internal sealed class TraceExport(IDbContextFactory<TraceIndexContext> contexts, TraceIndexer indexer, TraceRoom trace)
{
    private const int Portion = 500;

    /// <summary>How long an export waits for the index to have everything. A page may be a second behind; a copy that claims to be whole may not.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly Refusal Unavailable = new(
        RefusalCode.TraceUnavailable, "The trace cannot be written at the moment, so nothing can be exported: every export must be traced.");

    private static readonly Refusal Behind = new(
        RefusalCode.NotReady, "The index of the trace is behind the trace, so the export would not be whole. Try again in a few minutes.");

    /// <summary>The media type to announce.</summary>
    public static string MediaType(ExportFormat format) => format == ExportFormat.Csv ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8";

    /// <summary>Writes sessions; a refusal means that nothing was written.</summary>
    public Task<Refusal?> SessionsAsync(SessionFilter filter, ExportFormat format, PipeWriter target, TraceReader reader, CancellationToken cancellationToken) =>
        RunAsync(
            "sessions", filter.ToString(), format, target, reader,
            (context, after) => filter.Apply(context.Sessions.AsNoTracking()).Where(row => row.Sequence > after).OrderBy(row => row.Sequence),
            row => row.Sequence, ExportRows.SessionHeader, ExportRows.Session,
            (row, output) => Json(output, json => JsonSerializer.Serialize(json, row, ExportJson.Default.SessionRow)), cancellationToken);

    /// <summary>Writes the forwarded requests of one session; a refusal means that nothing was written.</summary>
    public Task<Refusal?> RequestsAsync(
        string session, RequestFilter filter, ExportFormat format, PipeWriter target, TraceReader reader, CancellationToken cancellationToken) =>
        RunAsync(
            "requests", $"session={session} {filter}", format, target, reader,
            (context, after) => filter.Apply(context.Requests.AsNoTracking().Where(row => row.Session == session))
                .Where(row => row.Sequence > after).OrderBy(row => row.Sequence),
            row => row.Sequence, ExportRows.RequestHeader, ExportRows.Request,
            (row, output) => Json(output, json => JsonSerializer.Serialize(json, row, ExportJson.Default.RequestRow)), cancellationToken);

    /// <summary>Writes events; as JSON, each line is the trace's own. A refusal means that nothing was written.</summary>
    public Task<Refusal?> EventsAsync(EventFilter filter, ExportFormat format, PipeWriter target, TraceReader reader, CancellationToken cancellationToken) =>
        RunAsync(
            "events", filter.ToString(), format, target, reader,
            (context, after) => filter.Apply(context.Events.AsNoTracking()).Where(row => row.Sequence > after).OrderBy(row => row.Sequence),
            row => row.Sequence, ExportRows.EventHeader, ExportRows.Event,
            (row, output) => Encoding.UTF8.GetBytes(row.Line, output), cancellationToken);

    private async Task<Refusal?> RunAsync<T>(
        string what,
        string filter,
        ExportFormat format,
        PipeWriter target,
        TraceReader reader,
        Func<TraceIndexContext, long, IQueryable<T>> rowsAfter,
        Func<T, long> number,
        IReadOnlyList<string> header,
        Action<CsvWriter, T> writeCsv,
        Action<T, PipeWriter> writeJson,
        CancellationToken cancellationToken)
    {
        var exported = new TraceExported
        {
            What = what,
            Format = format == ExportFormat.Csv ? "csv" : "jsonl",
            Filter = filter,
            Actor = reader.Login,
            Session = reader.Session,
            Source = reader.Source?.ToString(),
        };
        if (!await trace.OpenAsync(exported, cancellationToken))
        {
            return Unavailable;
        }

        if (!await indexer.CatchUpAsync(Patience, cancellationToken))
        {
            return Behind;
        }

        var csv = new CsvWriter(target);
        if (format == ExportFormat.Csv)
        {
            ExportRows.Header(csv, header);
        }

        List<T> rows;
        var last = 0L;
        do
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            rows = await rowsAfter(context, last).Take(Portion).ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                last = number(row);
                if (format == ExportFormat.Csv)
                {
                    writeCsv(csv, row);
                }
                else
                {
                    writeJson(row, target);
                    target.Write("\n"u8);
                }
            }

            await target.FlushAsync(cancellationToken);
        }
        while (rows.Count == Portion);

        return null;
    }

    private static void Json(PipeWriter target, Action<Utf8JsonWriter> write)
    {
        using var json = new Utf8JsonWriter(target);
        write(json);
    }
}
