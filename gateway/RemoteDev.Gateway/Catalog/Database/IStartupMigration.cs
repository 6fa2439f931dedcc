namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>One context's tables, brought to the shape this version of the gateway wants.</summary>
internal interface IStartupMigration
{
    /// <summary>For the operator's log.</summary>
    string Name { get; }

    /// <summary>Applies what is missing; nothing when nothing is.</summary>
    Task ApplyAsync(CancellationToken cancellationToken);
}
