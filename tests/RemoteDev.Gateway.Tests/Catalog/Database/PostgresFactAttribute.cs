namespace RemoteDev.Gateway.Tests.Catalog.Database;

/// <summary>A test on a real PostgreSQL. Where none is installed it is reported as skipped, never as passed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (PostgresServer.Binaries is null)
        {
            Skip = "PostgreSQL is not installed (Debian: apt-get install postgresql-15); deploy/test installs it.";
        }
    }
}
