using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RemoteDev.Gateway.Authorize;
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
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Windows;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>
/// The whole gateway with its SSH door, a real sshd inside, and Ada outside with a real client, a registered key and a second factor that
/// is remembered for it.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "xunit disposes it by IAsyncLifetime.")]
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
    private readonly TcpListener _teller = new(IPAddress.Loopback, 0);
    private readonly SshPrivateKey _hostKey = SshPrivateKey.GenerateEd25519();
    private WebApplication? _app;
    private Sshd? _target;

    internal static Actor Operator { get; } = new("operator", "operator-socket", null, null);

    internal SshPrivateKey Key { get; } = SshPrivateKey.GenerateEd25519();

    internal int Port => Get<SshAddress>().Port;

    /// <summary>A file inside that the target's account may read.</summary>
    internal string SecretFile => Path("inside/secret.txt");

    /// <summary>A port inside that says the secret to whoever connects.</summary>
    internal int SecretPort => ((IPEndPoint)_teller.LocalEndpoint).Port;

    internal TotpKey Authenticator { get; private set; } = null!;

    internal Sshd Target => _target!;

    /// <summary>The host key of <see cref="Target"/>.</summary>
    internal SshPublicKey HostKey => _hostKey.PublicKey;

    internal T Get<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        string[] settings =
        [
            $"--RemoteDev:Data={Path("data")}", "--RemoteDev:PublicOrigin=http://remotedev.localhost:8443", "--RemoteDev:Listen:Addresses:0=127.0.0.1:0",
            "--RemoteDev:Ssh:Addresses:0=127.0.0.1:0", "--RemoteDev:Ssh:PublicHost=127.0.0.1", "--RemoteDev:Ssh:ConnectorSilence=00:00:09",
            "--Logging:LogLevel:Default=Warning",
        ];
        _app = Program.Build(settings) ?? throw new InvalidOperationException("The gateway does not take its settings.");
        await _app.StartAsync();
        TargetAccount.Make();
        Allow(_folder.FullName, Everybody);
        Allow(Directory.CreateDirectory(Path("inside")).FullName, Everybody | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
        await FillAsync();
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

        _teller.Dispose();
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
        : new WindowText { Name = "office", Zone = "Africa/Lagos", Weekly = [new WeeklyText(DateTime.UtcNow.AddDays(3).ToString("ddd", CultureInfo.InvariantCulture), "09:00-10:00")] }));

    /// <summary>The window is open, and closes that soon (to the minute).</summary>
    internal Task CloseWindowInAsync(TimeSpan span)
    {
        // In UTC, a window that may cross midnight as two.
        var (from, to) = (DateTime.UtcNow.AddHours(-1), DateTime.UtcNow + span);
        WeeklyText[] weekly = from.Date == to.Date
            ? [Day(from, $"{from:HH:mm}-{to:HH:mm}")]
            : [Day(from, $"{from:HH:mm}-24:00"), Day(to, $"00:00-{to:HH:mm}")];
        return EditAsync(new CatalogEdit.PutWindow(new WindowText { Name = "office", Zone = "UTC", Weekly = [.. weekly] }));

        static WeeklyText Day(DateTime day, string hours) => new(day.ToString("ddd", CultureInfo.InvariantCulture), hours);
    }

    /// <summary>The options that every client gets: Ada's key, the gateway's host key, nothing of this machine's own settings.</summary>
    internal string[] Options(string portOption) =>
    [
        "-F", "none", portOption, Port.ToString(CultureInfo.InvariantCulture), "-i", Path("id"), "-o", $"UserKnownHostsFile={Path("known_hosts")}", "-o", "GlobalKnownHostsFile=none",
        "-o", "StrictHostKeyChecking=yes", "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "LogLevel=INFO", "-o", "IdentityAgent=none",
    ];

    internal Task<(int Code, string Said)> SshAsync(params string[] arguments) => OpenSshProgram.RunAsync("ssh", [.. Options("-p"), .. arguments]);

    internal Task<(int Code, string Said)> ScpAsync(params string[] arguments) => OpenSshProgram.RunAsync("scp", [.. Options("-P"), .. arguments]);

    internal Task<(int Code, string Said)> ProgramAsync(string program, string[] arguments) => OpenSshProgram.RunAsync(program, arguments);

    /// <summary>Like <see cref="SshAsync"/>, with a person who types this code when asked.</summary>
    internal async Task<(int Code, string Said)> WithCodeAsync(string code, params string[] arguments)
    {
        var asked = Path("askpass");
        await System.IO.File.WriteAllTextAsync(asked, $"#!/bin/sh\necho {code}\n");
        Allow(asked, Everybody);
        string[] options = [.. Options("-p").Select(option => option == "BatchMode=yes" ? "BatchMode=no" : option)];
        return await OpenSshProgram.RunAsync(
            "env", ["SSH_ASKPASS_REQUIRE=force", $"SSH_ASKPASS={asked}", "ssh", .. options, "-o", "NumberOfPasswordPrompts=1", .. arguments]);
    }

    /// <summary>No factor is remembered any more.</summary>
    internal async Task ForgetAsync()
    {
        await EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: true, "Test."));
        await EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: false, "Test."));
    }

    /// <summary>The words with which policy refuses this to Ada now, on whichever door.</summary>
    internal string Words(string action)
    {
        var (_, signIn) = Get<SignInSessions>().Open("ada", IPAddress.Loopback, replaces: null);
        signIn.Strengthen(new MfaProof("totp", DateTimeOffset.UtcNow));
        var identified = Identified.BySignIn(Connection.Accept("c", Door.Portal, "", IPAddress.Loopback, false, DateTimeOffset.UtcNow), signIn);
        var detail = action.EndsWith("Forward", StringComparison.Ordinal) || action == "forwardPort" ? AccessDetail.Ssh with { Port = SecretPort } : AccessDetail.Ssh;
        var verdict = Get<AuthorizeRoom>().Preview(Verified.With(identified, signIn.Mfa!), Actions.Find(action)!.Uid, Uids.Environment(Place), detail);
        return VerdictWords.Refuse(verdict).Reason;
    }

    /// <summary>Until it is disposed, nothing can be recorded: a file stands where the folder should.</summary>
    internal IDisposable BreakRecordings()
    {
        var folder = Path("data/recordings");
        var aside = folder + ".aside";
        if (Directory.Exists(folder))
        {
            Directory.Move(folder, aside);
        }

        System.IO.File.WriteAllText(folder, "");
        return new Undo(() =>
        {
            System.IO.File.Delete(folder);
            if (Directory.Exists(aside))
            {
                Directory.Move(aside, folder);
            }
        });
    }

    /// <summary>Connects to a Unix socket as soon as it is there, and waits until it is closed.</summary>
    internal async Task TouchAsync(string socket)
    {
        for (var waited = 0; waited < 200 && !System.IO.File.Exists(socket); waited++)
        {
            await Task.Delay(50);
        }

        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(socket));
        Assert.Equal(0, await client.ReceiveAsync(new byte[1]).WaitAsync(TimeSpan.FromSeconds(20)));
    }

    /// <summary>Asks the SOCKS server at that port for the secret's port, and answers what came.</summary>
    internal async Task<string> SocksAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        var stream = client.GetStream();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await stream.WriteAsync(new byte[] { 5, 1, 0 }, deadline.Token);
        var answer = new byte[10];
        await stream.ReadExactlyAsync(answer.AsMemory(0, 2), deadline.Token);
        await stream.WriteAsync(new byte[] { 5, 1, 0, 1, 127, 0, 0, 1, (byte)(SecretPort >> 8), (byte)SecretPort }, deadline.Token);
        try
        {
            await stream.ReadExactlyAsync(answer, deadline.Token);
            using var reader = new StreamReader(stream);
            return await reader.ReadToEndAsync(deadline.Token);
        }
        catch (Exception refused) when (refused is EndOfStreamException or IOException)
        {
            return "";
        }
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

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

    private async Task FillAsync()
    {
        await System.IO.File.WriteAllTextAsync(SecretFile, SshWay.Secret + "\n");
        var repository = Path("inside/app.git");
        var work = Path("inside/work");
        string[] identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"];
        Assert.Equal((0, ""), await OpenSshProgram.RunAsync("git", "init", "--quiet", "--initial-branch=main", work));
        Assert.Equal((0, ""), await OpenSshProgram.RunAsync("git", ["-C", work, .. identity, "commit", "--quiet", "--allow-empty", "-m", "begin"]));
        var (cloned, said) = await OpenSshProgram.RunAsync("git", "clone", "--quiet", "--bare", work, repository);
        Assert.True(cloned == 0, said);
        (_, said) = await OpenSshProgram.RunAsync("chown", "-R", TargetAccount.Login, Path("inside"));
        Assert.Equal("", said);

        _teller.Start();
        _ = TellAsync();
    }

    private async Task TellAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _teller.AcceptTcpClientAsync();
                await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(SshWay.Secret + "\n"));
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or IOException)
        {
            // The house is closed.
        }
    }

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

    private sealed class Undo(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}
