using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Identify.Invitations;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen.Ssh;
using RemoteDev.Gateway.StepUp.Enrolment;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Gateway.StepUp.Totp;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Trace;
using RemoteDev.Policy.Windows;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>
/// The whole gateway with its SSH door, a real sshd inside, and Ada outside with a real client, a registered key and a second factor that
/// is remembered for it.
/// </summary>
public sealed class SshHouse : IAsyncLifetime
{
    internal const string Place = "payments-vm";

    internal static readonly string[] Everything =
        ["openTerminal", "runCommand", "sftpRead", "sftpWrite", "forwardPort", "reverseForward", "forwardAgent", "forwardX11"];

    private const string Cases = """
        cases:
          - name: a developer administers nothing
            person: ada
            at: Tue 09:30 Africa/Lagos
            action: managePeople
            resource: gateway
            expect: deny
        """;

    private const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("remotedev-ssh-house-");
    private readonly SshPrivateKey _hostKey = SshPrivateKey.GenerateEd25519();
    private WebApplication? _app;
    private Sshd? _target;

    internal static Actor Operator { get; } = new("operator", "operator-socket", null, null);

    internal SshPrivateKey Key { get; } = SshPrivateKey.GenerateEd25519();

    internal int Port => Get<SshAddress>().Port;

    internal TotpKey Authenticator { get; private set; } = null!;

    internal Sshd Target => _target!;

    internal T Get<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        string[] settings =
        [
            $"--RemoteDev:Data={Path("data")}", "--RemoteDev:PublicOrigin=http://remotedev.localhost:8443", "--RemoteDev:Listen:Addresses:0=127.0.0.1:0",
            "--RemoteDev:Ssh:Addresses:0=127.0.0.1:0", "--RemoteDev:Ssh:PublicHost=127.0.0.1", "--Logging:LogLevel:Default=Warning",
        ];
        _app = Program.Build(settings) ?? throw new InvalidOperationException("The gateway does not take its settings.");
        await _app.StartAsync();
        TargetAccount.Make();
        Allow(_folder.FullName, Everybody);
        Allow(Directory.CreateDirectory(Path("inside")).FullName, Everybody | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
        _target = await Sshd.StartAsync(_hostKey, Get<SshAuthorities>().TargetAuthority, null, "Subsystem sftp internal-sftp", "AcceptEnv LANG LC_*", "X11Forwarding yes");
        await EditAsync(
            new CatalogEdit.PutVendor(new VendorEntry("acme", "Acme", null)),
            new CatalogEdit.PutRole(new RoleEntry("developer", "Developer", Administrative: false)),
            new CatalogEdit.PutPerson(new PersonEntry("ada", "Ada", "ada@example.com", "acme", ["developer"], Suspended: false, "Africa/Lagos", [])),
            new CatalogEdit.PutProject(new ProjectEntry("payments", "Payments")),
            new CatalogEdit.PutEnvironment(Environment()),
            new CatalogEdit.PutWindow(new WindowText { Name = "office", Zone = "Africa/Lagos", Weekly = [new WeeklyText("daily", "all day")] }));
        await PermitAsync(Everything);
        await System.IO.File.WriteAllTextAsync(Path("id"), Key.WritePem());
        Allow(Path("id"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await System.IO.File.WriteAllTextAsync(Path("known_hosts"), $"[127.0.0.1]:{Port} {Get<SshAuthorities>().HostPublicKey.ToLine()}\n@cert-authority {Place} {Get<SshAuthorities>().HostAuthority.ToLine()}\n");
        var signIn = await EnrolAsync();
        var verified = Verified.With(Identified.BySignIn(Connection.Accept("c", Door.Portal, "", IPAddress.Loopback, false, DateTimeOffset.UtcNow), signIn), signIn.Mfa!);
        Assert.True((await Get<SshKeyDesk>().AddAsync(verified, "laptop", Key.PublicKey.ToLine(), CancellationToken.None)).Passed(out _, out var refusal), refusal?.Reason);
        Remember();
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        if (_target is not null)
        {
            await _target.DisposeAsync();
        }

        Key.Dispose();
        _hostKey.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>What Ada's authenticator shows.</summary>
    internal string Code(int stepsAhead = 0) => TotpCode.At(Authenticator.Bytes, TotpCode.StepAt(DateTimeOffset.UtcNow) + stepsAhead);

    internal string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    /// <summary>The factor of Ada's key, as if shown that long ago from the loopback.</summary>
    internal void Remember(TimeSpan age = default)
    {
        var (_, signIn) = Get<SignInSessions>().Open("ada", IPAddress.Loopback, replaces: null);
        signIn.Strengthen(new MfaProof("totp", DateTimeOffset.UtcNow - age));
        Get<SshFactors>().Remember(signIn, Key.PublicKey.Fingerprint, IPAddress.Loopback);
    }

    internal async Task EditAsync(params CatalogEdit[] edits)
    {
        var outcome = await Get<CatalogRoom>().EditAsync(edits, Operator, null, CancellationToken.None);
        Assert.True(outcome is EditOutcome.Applied, outcome is EditOutcome.Refused refused ? string.Join("; ", refused.Faults) : outcome.ToString());
    }

    /// <summary>Policy permits Acme just these actions on the environment, in the window "office".</summary>
    internal Task PermitAsync(params string[] actions) => PermitAsync("", actions);

    /// <summary>The same, with further obligations.</summary>
    /// <param name="annotations">More obligations, like <c>@egress("1KiB/day")</c>.</param>
    internal Task PermitAsync(string annotations, string[] actions)
    {
        var list = string.Join(", ", actions.Select(action => $"RemoteDev::Action::\"{action}\""));
        return SavePolicyAsync($$"""
            @id("ssh") @reason("Acme works by SSH in office hours.") {{(annotations.Contains("@mfa", StringComparison.Ordinal) ? "" : "@mfa(\"8h\")")}} {{annotations}}
            permit (principal in RemoteDev::Vendor::"acme", action in [{{list}}], resource in RemoteDev::Project::"payments")
            when { context.openWindows.contains(RemoteDev::Window::"office") };
            """);
    }

    internal Task SavePolicyAsync(string text) => EditAsync(new CatalogEdit.SavePolicy(text, Cases));

    /// <summary>Opens or closes the window in which Acme may work.</summary>
    internal Task OpenWindowAsync(bool open) => EditAsync(new CatalogEdit.PutWindow(open
        ? new WindowText { Name = "office", Zone = "Africa/Lagos", Weekly = [new WeeklyText("daily", "all day")] }
        : new WindowText { Name = "office", Zone = "Africa/Lagos", Openings = [new DateText("2199-12-30")] }));

    /// <summary>The options that every client gets: Ada's key, the gateway's host key, nothing of this machine's own settings.</summary>
    internal string[] Options(string portOption) =>
    [
        "-F", "none", portOption, Port.ToString(CultureInfo.InvariantCulture), "-i", Path("id"), "-o", $"UserKnownHostsFile={Path("known_hosts")}", "-o", "GlobalKnownHostsFile=none",
        "-o", "StrictHostKeyChecking=yes", "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "LogLevel=ERROR", "-o", "IdentityAgent=none",
    ];

    internal Task<(int Code, string Said)> SshAsync(params string[] arguments) => OpenSshProgram.RunAsync("ssh", [.. Options("-p"), .. arguments]);

    internal Task<(int Code, string Said)> ScpAsync(params string[] arguments) => OpenSshProgram.RunAsync("scp", [.. Options("-P"), .. arguments]);

    /// <summary>The events of one kind traced so far, in order.</summary>
    internal IReadOnlyList<T> Traced<T>()
        where T : AuditEvent =>
        [.. Directory.EnumerateFiles(Path("data/trace"), "*.jsonl").Order(StringComparer.Ordinal)
            .SelectMany(System.IO.File.ReadLines).Select(line => TraceLine.Read(Encoding.UTF8.GetBytes(line))).OfType<TraceEntry>().Select(entry => entry.Event).OfType<T>()];

    /// <summary>The newest event of a kind that is so, as soon as it is on the disk.</summary>
    internal async Task<T> TracedAsync<T>(Func<T, bool> which)
        where T : AuditEvent
    {
        for (var waited = 0; waited < 200; waited++)
        {
            if (Traced<T>().LastOrDefault(which) is { } found)
            {
                return found;
            }

            await Task.Delay(50);
        }

        throw new InvalidOperationException($"No such {typeof(T).Name} was traced.");
    }

    internal IReadOnlyList<AccessSession> Sessions => [.. Get<LiveSessions>().All.Where(session => session.Kind == SessionKind.Ssh)];

    private static void Allow(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(path, mode);
        }
    }

    private async Task<SignIn> EnrolAsync()
    {
        await using var scope = _app!.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var invited = await services.GetRequiredService<InvitationDesk>().IssueAsync("ada", Operator, "http://remotedev.localhost:8443", CancellationToken.None);
        Assert.True(invited.Passed(out var issue, out var refusal), refusal?.Reason);
        var desk = services.GetRequiredService<EnrolmentDesk>();
        var begun = Assert.IsType<EnrolmentOutcome.Begun>(
            await desk.BeginAsync(issue.Link[(issue.Link.LastIndexOf('/') + 1)..], "eleven purple sandwiches", CancellationToken.None));
        var pending = services.GetRequiredService<PendingEnrolments>().Find(begun.Cookie.Reveal())!;
        Authenticator = pending.Key;
        var enrolled = Assert.IsType<EnrolmentOutcome.Enrolled>(await desk.ConfirmAsync(pending, Code(), IPAddress.Loopback, null, CancellationToken.None));

        // Long ago, so that a factor can be old and still be hers.
        await using var context = await services.GetRequiredService<IDbContextFactory<AccountContext>>().CreateDbContextAsync();
        await context.Factors.ExecuteUpdateAsync(set => set.SetProperty(row => row.EnrolledAt, DateTimeOffset.UtcNow.AddDays(-30)));
        return Get<SignInSessions>().Find(enrolled.Cookie.Hash)!;
    }

    private EnvironmentEntry Environment() => new(
        Place, "payments", "Payments VM", "ssh", "internal", new Uri($"ssh://127.0.0.1:{Target.Port}"), null, [], [])
    {
        Ssh = new SshTarget(TargetAccount.Login, [_hostKey.PublicKey.ToLine()], ImmutableArray<string>.Empty, null),
    };
}
