using Microsoft.Playwright;
using RemoteDev.Journeys.Tests.Inside;

namespace RemoteDev.Journeys.Tests.House;

/// <summary>
/// A whole house for journeys: the client's network, a gateway in front of it with the demo's catalogue and policy, and Debian's
/// Chromium. One for all journeys; each leaves people and catalogue as it found them.
/// </summary>
public sealed class ClientHouse : IAsyncLifetime
{
    /// <summary>The environment of the demo's catalogue that is an IDE.</summary>
    internal const string Environment = "payments-ide";

    /// <summary>The one that is a machine with sshd.</summary>
    internal const string Machine = "payments-vm";

    private const float Patience = 90_000;

    private readonly string _data = Directory.CreateTempSubdirectory("remotedev-journey-").FullName;
    private readonly List<Visitor> _visitors = [];
    private VendorProvider? _vendor;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal ClientNetwork Inside { get; } = new();

    internal GatewayProcess Gateway { get; private set; } = null!;

    /// <summary>By which the vendor Acme signs its people in.</summary>
    internal VendorProvider Vendor => _vendor!;

    /// <summary>What must never be in the trace or in a log.</summary>
    internal Secrets Secrets { get; } = new();

    internal Person Ada { get; } = new("ada", "Ada Obi", "Africa/Lagos");

    internal Person Ines { get; } = new("ines", "Ines Duarte", "Europe/Lisbon");

    internal Person Sora { get; } = new("sora", "Sora Kim", "Europe/Lisbon");

    internal Uri Ide => Gateway.Environment(Environment);

    /// <summary>The repository as people clone it through the gateway.</summary>
    internal string Repository => new Uri(Gateway.Git, "payments/app.git").AbsoluteUri;

    internal IReadOnlyList<Visitor> Visitors => _visitors;

    public async Task InitializeAsync()
    {
        RequiredParts.DemandBrowser();
        await Inside.InitializeAsync();
        _vendor = await VendorProvider.StartAsync();
        Gateway = await GatewayProcess.StartAsync(Path.Combine(_data, "gateway"), Vendor.Settings(_data));
        await Vendor.RegisterAsync(Gateway.Portal);
        await Inside.UseGatewayAsync(Gateway.Git);
        await ApplyAsync();
        await IssueCredentialAsync();
        await TrustGatewayAsync();
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = RequiredParts.Chromium,
            Args =
            [
                // Without WebGL the terminal draws its text as text, which a test can read.
                "--no-sandbox", "--disable-gpu", "--disable-3d-apis", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>Applies the demo's catalogue by the command an administrator uses, changed as a journey wants it.</summary>
    internal async Task ApplyAsync(Action<CatalogueFiles>? change = null)
    {
        var files = new CatalogueFiles(Path.Combine(_data, "catalogue"), Inside);
        change?.Invoke(files);
        var result = await Gateway.CliAsync("apply", "-f", files.Folder);
        Assert.True(result.ExitCode == 0, result.Said);
    }

    /// <summary>A browser of this person's own, with cookies and storage of nobody else.</summary>
    internal async Task<Visitor> VisitAsync(Person person)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 1280, Height = 800 },
            TimezoneId = person.Zone,
            Locale = "en-GB",
        });
        context.SetDefaultTimeout(Patience);
        await context.AddInitScriptAsync(SocketLog.Script);
        return await OpenAsync(person, context);
    }

    /// <summary>A browser in which this person is signed in: the one they left so, or they sign in, or enrol when nobody did it for them yet.</summary>
    internal async Task<Visitor> SignedInAsync(Person person)
    {
        if (person.Browser is not { } left)
        {
            var visitor = await VisitAsync(person);
            await (person.Phone is null ? visitor.EnrolAsync() : visitor.SignInAsync());
            return visitor;
        }

        person.Browser = null;
        var back = await OpenAsync(person, left);
        if (!await back.IsSignedInAsync())
        {
            await back.SignInAsync();
        }

        return back;
    }

    /// <summary>Closes what a journey opened, so that the next one begins in an empty house.</summary>
    internal async Task LeaveAsync()
    {
        foreach (var visitor in _visitors)
        {
            await visitor.DisposeAsync();
        }

        _visitors.Clear();
        if (Gateway is not null)
        {
            await EndSessionsAsync();
        }
    }

    public async Task DisposeAsync()
    {
        await LeaveAsync();
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (Gateway is not null)
        {
            await Gateway.DisposeAsync();
        }

        if (_vendor is not null)
        {
            await _vendor.DisposeAsync();
        }

        await Inside.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private async Task<Visitor> OpenAsync(Person person, IBrowserContext context)
    {
        var visitor = new Visitor(this, person, context, await context.NewPageAsync());
        _visitors.Add(visitor);
        return visitor;
    }

    /// <summary>A session outlives the page it was opened by, and one that lives would answer for the next journey's.</summary>
    private async Task EndSessionsAsync()
    {
        foreach (var session in (await Gateway.Operator.GetAsync("sessions")).EnumerateArray())
        {
            if (session.GetProperty("kind").GetString() != "console")
            {
                await Gateway.Operator.TryPostAsync($"sessions/{session.GetProperty("id").GetString()}/end", new { reason = "The journey is over." });
            }
        }
    }

    /// <summary>Gives the environment the credential that its git pushes with.</summary>
    private async Task IssueCredentialAsync()
    {
        var result = await Gateway.CliAsync("environment", "credential", Environment, "--out", Inside.CredentialFile);
        Assert.True(result.ExitCode == 0, result.Said);
        var lines = await File.ReadAllLinesAsync(Inside.CredentialFile);
        Secrets.Keep("workload credential", lines[^1].Split('=', 2)[^1]);
    }

    /// <summary>Tells the client's sshd whom to let in, as the administrator of that machine would.</summary>
    private async Task TrustGatewayAsync()
    {
        var result = await Gateway.CliAsync("ssh-authority");
        Assert.True(result.ExitCode == 0, result.Said);
        await File.WriteAllTextAsync(Inside.MachineAuthorityFile, result.Said);
    }
}
