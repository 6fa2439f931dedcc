using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Ssh;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Console.Pages.Catalog;

/// <summary>What to write on an environment's machine so that the gateway gets in, and a try whether it does.</summary>
[OpenTo(ConsoleAction.ManageCatalog)]
internal sealed class ReachPage(CatalogRoom catalog, SshAuthorities authorities, TargetChecks checks, TimeProvider clock) : ConsolePage(clock)
{
    public EnvironmentEntry Environment { get; private set; } = null!;

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
            var (host, port) = Environment.Ssh!.Endpoint(Environment.Upstream);
            return host.Contains(':', StringComparison.Ordinal) ? $"[{host}]:{port}" : $"{host}:{port}";
        }
    }

    /// <summary>The fingerprints by which the machine is recognised.</summary>
    public IEnumerable<string> Trusted =>
        Environment.Ssh!.HostKeys.Select(Fingerprint)
            .Concat(Environment.Ssh.HostAuthorities.Select(line => $"{Fingerprint(line)} (authority for host certificates)"));

    public IActionResult OnGet([FromRoute] string name) => Find(name) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync([FromRoute] string name, CancellationToken cancellationToken)
    {
        if (!Find(name))
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

    private static string Fingerprint(string line) =>
        SshPublicKey.TryParseLine(line, out var key, out _, out _) ? $"{key.Fingerprint} ({key.Type})" : line;

    private bool Find(string name)
    {
        if (!catalog.Current.Environments.TryGetValue(name, out var environment))
        {
            return false;
        }

        Environment = environment;
        return true;
    }
}
