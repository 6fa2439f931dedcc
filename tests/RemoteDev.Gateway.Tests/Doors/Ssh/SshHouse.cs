using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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
using RemoteDev.Gateway.StepUp.Totp;
using RemoteDev.Gateway.Tests.Doors.Git.Ssh;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Tests.StepUp.Enrolment;
using RemoteDev.Policy.Windows;
using RemoteDev.Ssh;
using RemoteDev.Tests;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>
/// The whole gateway with its SSH door, a real sshd inside, and Ada outside with a real client, a registered key and a second factor that
/// is remembered for it.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "xunit disposes it by IAsyncLifetime.")]
public sealed partial class SshHouse : IAsyncLifetime
{
    internal const string Place = "payments-vm";

    /// <summary>Whether its public address is where it listens, for programs that nobody tells where else.</summary>
    internal bool IsWhereItSays { get; init; }

    /// <summary>Behind the git door.</summary>
    internal const string Repository = "payments/app";

    internal static readonly string[] Everything =
        ["openTerminal", "runCommand", "sftpRead", "sftpWrite", "forwardPort", "reverseForward", "forwardAgent", "forwardX11", "gitFetch"];

    private const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("remotedev-ssh-house-");
    private readonly SshPrivateKey _hostKey = SshPrivateKey.GenerateEd25519();
    private WebApplication? _app;
    private Sshd? _target;
    private SecretInside? _inside;
    private GitServerInside? _git;

    internal static Actor Operator { get; } = new("operator", "operator-socket", null, null);

    internal SshPrivateKey Key { get; } = SshPrivateKey.GenerateEd25519();

    internal int Port => Get<SshAddress>().Port;

    /// <summary>A file inside that the target's account may read.</summary>
    internal string SecretFile => _inside!.File;

    /// <summary>A port inside that says the secret to whoever connects.</summary>
    internal int SecretPort => _inside!.Port;

    internal SecretInside Inside => _inside!;

    /// <summary>The server of <see cref="Repository"/>.</summary>
    internal GitServerInside GitServer => _git!;

    internal TotpKey Authenticator { get; private set; } = null!;

    internal Sshd Target => _target!;

    /// <summary>The host key of <see cref="Target"/>.</summary>
    internal SshPublicKey HostKey => _hostKey.PublicKey;

    internal T Get<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        var port = IsWhereItSays ? LoopbackPort.Free() : 0;
        string[] settings =
        [
            $"--RemoteDev:Data={Path("data")}", $"--RemoteDev:PublicOrigin=http://remotedev.localhost:{(port == 0 ? 8443 : port)}", $"--RemoteDev:Listen:Addresses:0=127.0.0.1:{port}",
            "--RemoteDev:Ssh:Addresses:0=127.0.0.1:0", "--RemoteDev:Ssh:PublicHost=127.0.0.1", "--RemoteDev:Ssh:ConnectorSilence=00:00:09",
            "--RemoteDev:Trace:CommitDeadline=00:01:00",
            "--Logging:LogLevel:Default=Warning",
        ];
        _app = Program.Build(settings) ?? throw new InvalidOperationException("The gateway does not take its settings.");
        await _app.StartAsync();
        TargetAccount.Make();
        Allow(_folder.FullName, Everybody);
        Allow(Directory.CreateDirectory(Path("inside")).FullName, Everybody | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
        _inside = new SecretInside(Path("inside"));
        await _inside.FillAsync();
        _git = await GitServerInside.StartAsync();
        await _git.SeedAsync();
        _target = await Sshd.StartAsync(_hostKey, Get<SshAuthorities>().TargetAuthority, null, "Subsystem sftp internal-sftp", "AcceptEnv LANG LC_*", "X11Forwarding yes");
        await EditAsync(
            new CatalogEdit.PutVendor(new VendorEntry("acme", "Acme", null)),
            new CatalogEdit.PutRole(new RoleEntry("developer", "Developer", Administrative: false)),
            new CatalogEdit.PutPerson(new PersonEntry("ada", "Ada", "ada@example.com", "acme", ["developer"], Suspended: false, "Africa/Lagos", [])),
            new CatalogEdit.PutProject(new ProjectEntry("payments", "Payments")),
            new CatalogEdit.PutEnvironment(Environment()),
            new CatalogEdit.PutRepository(new RepositoryEntry("payments", "app", "App", "internal", _git.Upstream, ["main"])),
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

        if (_git is not null)
        {
            await _git.DisposeAsync();
        }

        _inside?.Dispose();
        Key.Dispose();
        _hostKey.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>What Ada's authenticator shows.</summary>
    internal string Code(int stepsAhead = 0) => TotpCode.At(Authenticator.Bytes, TotpCode.StepAt(DateTimeOffset.UtcNow) + stepsAhead);

    internal string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

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
        var pending = (await services.GetRequiredService<PendingEnrolments>().OfAsync(begun.Cookie.Reveal()))!;
        Authenticator = pending.Key;
        var enrolled = Assert.IsType<EnrolmentOutcome.Enrolled>(await desk.ConfirmAsync(pending, Code(), new SignInClient(IPAddress.Loopback), CancellationToken.None));

        // Long ago, so that a factor can be old and still be hers.
        await using var context = await services.GetRequiredService<IDbContextFactory<AccountContext>>().CreateDbContextAsync();
        await context.Accounts.ExecuteUpdateAsync(set => set.SetProperty(row => row.EnrolledAt, DateTimeOffset.UtcNow.AddDays(-30)));
        await context.Factors.ExecuteUpdateAsync(set => set.SetProperty(row => row.EnrolledAt, DateTimeOffset.UtcNow.AddDays(-30)));
        return Get<SignInSessions>().Find(enrolled.Cookie.Hash)!;
    }

    private EnvironmentEntry Environment() => new(
        Place, "payments", "Payments VM", "ssh", "internal", new Uri($"ssh://127.0.0.1:{Target.Port}"), null, [], [])
    {
        Ssh = new SshTarget(TargetAccount.Login, [_hostKey.PublicKey.ToLine()], ImmutableArray<string>.Empty, null),
    };
}
