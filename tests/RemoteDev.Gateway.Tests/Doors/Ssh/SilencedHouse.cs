namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>
/// A house whose trace has just been lost. Somebody had signed in before by SSH, and had opened nothing yet: their connection stands, and
/// others of their programs may go through it.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "xunit disposes it by IAsyncLifetime.")]
public sealed class SilencedHouse : IAsyncLifetime
{
    private RunningProgram? _standing;

    internal SshHouse House { get; } = new();

    internal string Standing => House.Path("standing");

    public async Task InitializeAsync()
    {
        await House.InitializeAsync();
        _standing = RunningProgram.Start("ssh", [.. House.Options("-p"), "-v", "-M", "-N", "-S", Standing, $"{SshHouse.Place}@127.0.0.1"]);
        Assert.True(await _standing.SaysAsync("Entering interactive session."), _standing.Said);
        await House.LoseTraceAsync();
    }

    public async Task DisposeAsync()
    {
        await _standing!.DisposeAsync();
        await House.DisposeAsync();
    }
}
