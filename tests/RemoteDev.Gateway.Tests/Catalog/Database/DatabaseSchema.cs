using Microsoft.EntityFrameworkCore;

namespace RemoteDev.Gateway.Tests.Catalog.Database;

/// <summary>A database's tables, columns, keys and indexes as sorted lines, so that two databases can be compared.</summary>
internal static class DatabaseSchema
{
    private const string Sqlite = """
        SELECT 'column ' || t.name || '.' || c.name || ' ' || c.type || ' notnull=' || c."notnull" || ' pk=' || c.pk || ' default=' || coalesce(c.dflt_value, '') AS "Value"
          FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'
        UNION ALL
        SELECT 'index ' || t.name || '.' || i.name || ' unique=' || i."unique" || ' partial=' || i.partial || ' ' || coalesce(x.name, '') || '@' || x.seqno
          FROM sqlite_master t, pragma_index_list(t.name) i, pragma_index_info(i.name) x WHERE t.type = 'table'
        UNION ALL
        SELECT 'foreign key ' || t.name || '.' || f."from" || ' -> ' || f."table" || '.' || coalesce(f."to", '') || ' ' || f.on_delete
          FROM sqlite_master t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table'
        """;

    private const string Postgres = """
        SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || '(' || coalesce(character_maximum_length::text, '') || ') null=' || is_nullable
               || ' default=' || coalesce(column_default, '') || ' identity=' || is_identity AS "Value"
          FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL
        SELECT 'index ' || tablename || ' ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL
        SELECT 'constraint ' || r.relname || ' ' || c.conname || ' ' || pg_get_constraintdef(c.oid)
          FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid JOIN pg_namespace n ON n.oid = r.relnamespace WHERE n.nspname = 'public'
        """;

    public static async Task<IReadOnlyList<string>> ReadAsync(DbContext context, string historyTable)
    {
        var lines = await context.Database.SqlQueryRaw<string>(context.Database.IsSqlite() ? Sqlite : Postgres).ToListAsync();
        return [.. lines.Where(line => !line.Contains(historyTable, StringComparison.Ordinal) && !line.Contains("__EFMigrationsLock", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }
}
