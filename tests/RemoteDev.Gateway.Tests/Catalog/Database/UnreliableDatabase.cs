using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace RemoteDev.Gateway.Tests.Catalog.Database;

/// <summary>A database that answers, is away, or says nothing at all, as the test wants; for the commands about one table, or for all.</summary>
internal sealed class UnreliableDatabase : DbCommandInterceptor
{
    private volatile Trouble _trouble = new(TroubleKind.None, "");
    private volatile string _counted = "\0";
    private int _count;

    /// <summary>How many commands named the table since <see cref="Count"/> was called.</summary>
    public int Counted => Volatile.Read(ref _count);

    public void Count(string table)
    {
        _counted = table;
        Volatile.Write(ref _count, 0);
    }

    /// <summary>Commands that name the table fail at once; of all tables when none is named.</summary>
    public void GoAway(string table = "") => _trouble = new(TroubleKind.Away, table);

    /// <summary>Commands that name the table get no answer, until whoever asks gives up.</summary>
    public void FallSilent(string table = "") => _trouble = new(TroubleKind.Silent, table);

    public void ComeBack() => _trouble = new(TroubleKind.None, "");

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await MeetAsync(command, cancellationToken);
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await MeetAsync(command, cancellationToken);
        return result;
    }

    private async ValueTask MeetAsync(DbCommand command, CancellationToken cancellationToken)
    {
        if (command.CommandText.Contains(_counted, StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _count);
        }

        var trouble = _trouble;
        if (trouble.Kind == TroubleKind.None || !command.CommandText.Contains(trouble.Table, StringComparison.Ordinal))
        {
            return;
        }

        if (trouble.Kind == TroubleKind.Away)
        {
            throw new SqliteException("The test took the database away.", 5);
        }

        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private enum TroubleKind
    {
        None = 0,
        Away,
        Silent,
    }

    private sealed record Trouble(TroubleKind Kind, string Table);
}
