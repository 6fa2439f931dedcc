using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>Tells a database that cannot be asked at this moment from a mistake of ours.</summary>
internal static class DatabaseFault
{
    /// <summary>Whether it was the database's. Npgsql's strategy wraps what may pass into an exception that is otherwise a mistake.</summary>
    public static bool IsOne(Exception fault) =>
        fault is DbException or DbUpdateException or TimeoutException || fault is InvalidOperationException { InnerException: DbException or DbUpdateException or TimeoutException };
}
