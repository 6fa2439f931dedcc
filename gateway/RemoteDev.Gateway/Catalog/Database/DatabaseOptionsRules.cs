using System.Data.Common;
using Microsoft.Extensions.Options;

namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>Checks <see cref="DatabaseOptions"/> at start and reports every fault together.</summary>
internal sealed class DatabaseOptionsRules : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        var faults = new List<string>();
        if (options.Named == DatabaseProvider.None)
        {
            faults.Add($"Provider is '{options.Provider}'; write sqlite or postgres.");
        }

        if (options.Named == DatabaseProvider.Postgres && options.ConnectionString.Length == 0)
        {
            faults.Add("ConnectionString is missing; PostgreSQL needs one, like Host=db;Database=remotedev;Username=remotedev.");
        }

        if (!IsConnectionString(options.ConnectionString))
        {
            // The value itself is not repeated: it may hold a password.
            faults.Add("ConnectionString is not a connection string; write key=value pairs separated by semicolons.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            _ = new DbConnectionStringBuilder { ConnectionString = text };
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
