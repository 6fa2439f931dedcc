namespace RemoteDev.Gateway.Identify.Authorities;

/// <summary>Loads the gateway's own keys at start, after the tables are migrated and before anything listens.</summary>
internal sealed partial class AuthorityLoading(SshAuthorities authorities, ILogger<AuthorityLoading> log) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (await authorities.LoadAsync(cancellationToken) is { } purpose)
        {
            LogSealed(log, purpose);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The SSH key '{Purpose}' in the database cannot be opened with this master.key, and nothing is signed by SSH until it can. "
            + "If the right one is lost: empty the table identify_ssh_authorities, start again, and give the new authority to every machine.")]
    private static partial void LogSealed(ILogger logger, string purpose);
}
