using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace RemoteDev.Gateway.Trace.Index;

/// <summary>
/// Inserts forwarded requests past change tracking. There is one per request a developer makes, so what it costs is what the
/// index costs. SQLite is cheapest with one prepared statement used again and again; a server wants many statements in one
/// round trip.
/// </summary>
internal static class RequestInsert
{
    private const int RowsPerRoundTrip = 500;
    private const string Statement =
        """
        INSERT INTO trace_requests (sequence, at, session, actor, place, method, path, status, bytes_in, bytes_out, duration_milliseconds, action)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11)
        """;

    private static readonly string[] Names = ["@p0", "@p1", "@p2", "@p3", "@p4", "@p5", "@p6", "@p7", "@p8", "@p9", "@p10", "@p11"];

    public static async Task RunAsync(TraceIndexContext context, IReadOnlyList<RequestRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var connection = context.Database.GetDbConnection();
        var transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        if (!connection.CanCreateBatch)
        {
            await OneByOneAsync(connection, transaction, rows, cancellationToken);
            return;
        }

        foreach (var portion in rows.Chunk(RowsPerRoundTrip))
        {
            await using var batch = connection.CreateBatch();
            batch.Transaction = transaction;
            foreach (var row in portion)
            {
                var command = batch.CreateBatchCommand();
                command.CommandText = Statement;
                Bind(command.Parameters, row, command.CreateParameter);
                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task OneByOneAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyList<RequestRow> rows, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = Statement;
        foreach (var row in rows)
        {
            Bind(command.Parameters, row, command.CreateParameter);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Sets the parameters, which are made on first use.</summary>
    private static void Bind(DbParameterCollection parameters, RequestRow row, Func<DbParameter> create)
    {
        while (parameters.Count < Names.Length)
        {
            var parameter = create();
            parameter.ParameterName = Names[parameters.Count];
            parameters.Add(parameter);
        }

        parameters[0].Value = row.Sequence;
        parameters[1].Value = row.At.UtcTicks;
        parameters[2].Value = row.Session;
        parameters[3].Value = (object?)row.Actor ?? DBNull.Value;
        parameters[4].Value = row.Place;
        parameters[5].Value = row.Method;
        parameters[6].Value = row.Path;
        parameters[7].Value = row.Status;
        parameters[8].Value = row.BytesIn;
        parameters[9].Value = row.BytesOut;
        parameters[10].Value = row.DurationMilliseconds;
        parameters[11].Value = row.Action;
    }
}
