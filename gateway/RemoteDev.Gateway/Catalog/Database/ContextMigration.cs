using Microsoft.EntityFrameworkCore;

namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>Applies a context's hand-written migrations.</summary>
internal sealed class ContextMigration<TContext>(IDbContextFactory<TContext> contexts) : IStartupMigration
    where TContext : DbContext
{
    // EF Core's lock on a SQLite file is a row, which outlives a gateway that was killed while it migrated and would block every
    // later start for ever. A SQLite file belongs to one gateway, so at start whoever left the row is gone.
    private const string LockTable = "__EFMigrationsLock";

    public string Name => typeof(TContext).Name;

    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (context.Database.IsSqlite())
        {
            // A property of the file: readers never wait for the writer.
            await context.Database.ExecuteSqlAsync($"PRAGMA journal_mode = WAL", cancellationToken);
            await ReleaseAbandonedLockAsync(context, cancellationToken);
        }

        await context.Database.MigrateAsync(cancellationToken);
    }

    private static async Task ReleaseAbandonedLockAsync(TContext context, CancellationToken cancellationToken)
    {
        var found = await context.Database
            .SqlQuery<int>($"SELECT COUNT(*) AS \"Value\" FROM sqlite_master WHERE type = 'table' AND name = {LockTable}")
            .SingleAsync(cancellationToken);
        if (found > 0)
        {
            await context.Database.ExecuteSqlAsync($"DELETE FROM \"__EFMigrationsLock\"", cancellationToken);
        }
    }
}
