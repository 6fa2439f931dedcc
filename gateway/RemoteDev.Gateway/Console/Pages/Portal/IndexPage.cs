using NodaTime;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Portal;
using RemoteDev.Gateway.Console.Ssh;
using RemoteDev.Gateway.Console.Times;

namespace RemoteDev.Gateway.Console.Pages.Portal;

/// <summary>My environments: what I may enter now, for how long, and if not, why and when.</summary>
[OpenToVerified]
internal sealed class IndexPage(EnvironmentOutlooks outlooks, GatewayOrigins origins, SshIntroduction ssh, TimeProvider clock) : ConsolePage(clock)
{
    public IReadOnlyList<EnvironmentOutlook> Environments { get; private set; } = [];

    /// <summary>How the gateway is found and recognised by SSH.</summary>
    public SshIntroduction Ssh { get; } = ssh;

    /// <summary>Whether something in the list is reached by SSH.</summary>
    public bool HasSsh => Ssh.IsOpen && Environments.Any(outlook => outlook.Environment.Ssh is not null);

    public SshHostLines? SshHost => Ssh.HostLines(Environments.Where(outlook => outlook.Environment.Ssh is not null).Select(outlook => outlook.Environment.Name));

    public void OnGet() => Environments = outlooks.Of(Entry.Verified);

    /// <summary>Begins at the environment's own origin, which gives the browser the nonce its entry code is bound to.</summary>
    public string StartOf(EnvironmentOutlook outlook) =>
        $"{origins.Environment(outlook.Environment.Name)}{Doors.Environment.EnvironmentPaths.Start}";

    public DateTimeZone ZoneOf(string? id) => id is null ? Viewer.Zone : Zones.OrUtc(id);
}
