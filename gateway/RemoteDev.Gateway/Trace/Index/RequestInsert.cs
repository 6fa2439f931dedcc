using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace RemoteDev.Gateway.Trace.Index;

/// <summary>
/// Inserts forwarded requests many at a time. There is one per request a developer makes, so what it costs is what the index
/// costs; change tracking would be most of it.
/// </summary>
internal static class RequestInsert
{
    private const int RowsPerStatement = 64;
    private const string Head =
        "INSERT INTO trace_requests (sequence, at, session, actor, place, method, path, status, bytes_in, bytes_out, duration_milliseconds, action) VALUES ";

    private static readonly string Full = Statement(RowsPerStatement);

    public static async Task RunAsync(TraceIndexContext context, IReadOnlyList<RequestRow> rows, CancellationToken cancellationToken)
    {
        var connection = context.Database.GetDbConnection();
        var transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        for (var from = 0; from < rows.Count; from += RowsPerStatement)
        {
            var count = Math.Min(RowsPerStatement, rows.Count - from);
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
#pragma warning disable CA2100 // Only the number of placeholders varies.
            command.CommandText = count == RowsPerStatement ? Full : Statement(count);
#pragma warning restore CA2100
            for (var i = 0; i < count; i++)
            {
                Bind(command, rows[from + i]);
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static void Bind(DbCommand command, RequestRow row)
    {
        Add(command, row.Sequence);
        Add(command, row.At.UtcTicks);
        Add(command, row.Session);
        Add(command, (object?)row.Actor ?? DBNull.Value);
        Add(command, row.Place);
        Add(command, row.Method);
        Add(command, row.Path);
        Add(command, row.Status);
        Add(command, row.BytesIn);
        Add(command, row.BytesOut);
        Add(command, row.DurationMilliseconds);
        Add(command, row.Action);
    }

    private static void Add(DbCommand command, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{command.Parameters.Count}");
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private static string Statement(int rows)
    {
        const int columns = 12;
        var text = new StringBuilder(Head);
        for (var row = 0; row < rows; row++)
        {
            text.Append(row == 0 ? "(" : ", (");
            for (var column = 0; column < columns; column++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{(column == 0 ? string.Empty : ", ")}@p{(row * columns) + column}");
            }

            text.Append(')');
        }

        return text.ToString();
    }
}
