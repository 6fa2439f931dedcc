using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Ssh;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Contain.Ssh.Connectors;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Identify.Connectors;
using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Console.Pages.Catalog;

/// <summary>What to write on an environment's machine so that the gateway gets in, and a try whether it does.</summary>
[OpenTo(ConsoleAction.ManageCatalog)]
internal sealed class ReachPage(
    CatalogRoom catalog,
    SshAuthorities authorities,
    TargetChecks checks,
    ConnectorKeys connectorKeys,
    ConnectorKeyDesk connectorDesk,
    LiveConnectors connectors,
    SshIntroduction introduction,
    TimeProvider clock) : ConsolePage(clock)
{
    [BindProperty]
    public string? KeyName { get; set; }

    [BindProperty]
    public string? KeyLine { get; set; }

    public EnvironmentEntry Environment { get; private set; } = null!;

    /// <summary>The keys that open for its connector.</summary>
    public IReadOnlyList<SshKeyRow> ConnectorKeys { get; private set; } = [];

    /// <summary>Its connectors that are connected now, newest first.</summary>
    public IReadOnlyList<LiveConnector> Connected => connectors.Of(Environment.Name);

    public string ConnectorCommand => introduction.ConnectorCommand(Environment.Name);

    public string ConnectorKnownHosts => introduction.KnownHosts();

    public FormFaults Faults { get; } = new();

    /// <summary>What came of the check, in the answer to it.</summary>
    public TargetCheckResult? Checked { get; private set; }

    public bool HasKeys => authorities.IsLoaded;

    public string AuthorityLine => TargetLines.Authority(authorities.TargetAuthority);

    public string ConfigurationLines => TargetLines.Configuration(Environment.Ssh!.Login);

    public string Commands =>
        $"useradd --create-home --shell /bin/bash --password '*' {Environment.Ssh!.Login}\nsshd -t && systemctl reload ssh";

    public string Address
    {
        get
        {
            if (Environment.Ssh!.IsByConnector)
            {
                return "its connector";
            }

            var (host, port) = Environment.Ssh!.Endpoint(Environment.Upstream);
            return host.Contains(':', StringComparison.Ordinal) ? $"[{host}]:{port}" : $"{host}:{port}";
        }
    }

    /// <summary>The fingerprints by which the machine is recognised.</summary>
    public IEnumerable<string> Trusted =>
        Environment.Ssh!.HostKeys.Select(Fingerprint)
            .Concat(Environment.Ssh.HostAuthorities.Select(line => $"{Fingerprint(line)} (authority for host certificates)"));

    public async Task<IActionResult> OnGetAsync([FromRoute] string name, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync([FromRoute] string name, CancellationToken cancellationToken)
    {
        if (!await FindAsync(name, cancellationToken))
        {
            return NotFound();
        }

        if ((await checks.RunAsync(name, Actor, cancellationToken)).Passed(out var result, out var refusal))
        {
            Checked = result;
        }
        else
        {
            Faults.Add("", refusal.Reason);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostConnectorKeyAsync([FromRoute] string name, CancellationToken cancellationToken)
    {
        if ((await connectorDesk.AddAsync(name, KeyName, KeyLine, Actor, cancellationToken)).Passed(out var added, out var refusal))
        {
            Done($"The key {added.Name} now opens for the connector.");
            return Redirect($"/environments/{name}/ssh");
        }

        return await SayAsync(name, refusal, cancellationToken);
    }

    public async Task<IActionResult> OnPostRemoveConnectorKeyAsync([FromRoute] string name, [FromForm] string? fingerprint, CancellationToken cancellationToken)
    {
        if ((await connectorDesk.RemoveAsync(name, fingerprint ?? "", Actor, cancellationToken)).Passed(out _, out var refusal))
        {
            Done("The key was removed, and what was connected with it is cut.");
            return Redirect($"/environments/{name}/ssh");
        }

        return await SayAsync(name, refusal, cancellationToken);
    }

    private async Task<IActionResult> SayAsync(string name, Refusal refusal, CancellationToken cancellationToken)
    {
        if (!await FindAsync(name, cancellationToken))
        {
            return NotFound();
        }

        Faults.Add("", refusal.Reason);
        return Page();
    }

    private static string Fingerprint(string line) =>
        SshPublicKey.TryParseLine(line, out var key, out _, out _) ? $"{key.Fingerprint} ({key.Type})" : line;

    private async Task<bool> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (!catalog.Current.Environments.TryGetValue(name, out var environment))
        {
            return false;
        }

        Environment = environment;
        ConnectorKeys = await connectorKeys.OfAsync(name, cancellationToken);
        return true;
    }
}
