using System.Net;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.StepUp.Devices;

/// <summary>
/// How a machine gets what a person may have: it asks and shows a code, its person approves at the portal with a factor shown just now, and
/// the machine, which asks again every few seconds, gets it once (the device flow of RFC 8628). Any gateway answers; bounded, also for each
/// address and for each network, so that no stranger's network keeps the others out.
/// </summary>
internal sealed class DeviceAuthorizations(DeviceStore store, DeviceIssue issue, LockoutBook lockouts, TimeProvider clock)
{
    /// <summary>How long a request stays open.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>RFC 8628, section 3.5: the pause between two questions, and by how much it grows for those who ask too soon.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    public const int LongestMachine = 64;

    /// <summary>All that waits is full, from everywhere.</summary>
    public static readonly Refusal Crowded = new(
        RefusalCode.NotReady, "Too many machines wait for their people at this moment. Try again in a few minutes.");

    /// <summary>The machine's own network has too many that wait.</summary>
    public static readonly Refusal CrowdedThere = new(
        RefusalCode.LockedOut,
        "Too many machines of your network wait for their people at this moment. Approve or deny those that you began, or try again in a few minutes.");

    /// <summary>A machine asks. Nothing is known of who is behind it.</summary>
    /// <param name="key">With <c>ssh</c>: a plain key.</param>
    /// <param name="machine">Checked by the caller: at most <see cref="LongestMachine"/> characters, none of them a control character.</param>
    public async ValueTask<Step<DeviceBegun>> BeginAsync(
        DeviceScope scope, SshPublicKey? key, string machine, IPAddress source, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var device = Secret.New();
        var line = scope.Ssh ? key?.ToLine() ?? throw new ArgumentNullException(nameof(key)) : null;
        var request = new DeviceRequest(UserCode.New(), scope.Ssh, scope.Git, line, machine, source.ToString(), now, now + Lifetime, Pace);
        try
        {
            return await store.IsCrowdedAsync(source, cancellationToken) ? CrowdedThere
                : await store.TryAddAsync(device.Hash, request, cancellationToken) ? new DeviceBegun(device, request)
                : Crowded;
        }
        catch (SharedStateException)
        {
            return IdentifyRefusals.SharedStateLost;
        }
    }

    /// <summary>What waits for a decision under the code that somebody typed. A wrong one counts against the address like a wrong password.</summary>
    public async ValueTask<Step<DeviceRequest>> FindAsync(string? typed, IPAddress source, CancellationToken cancellationToken)
    {
        var place = LockoutKey.Address(source);
        if (lockouts.Begin(place) is not null)
        {
            return IdentifyRefusals.LockedOut;
        }

        try
        {
            if (UserCode.Read(typed) is not { } code || await store.FindAsync(code, cancellationToken) is not { Request: var request })
            {
                return SshRefusals.NoSuchLogin;
            }

            // A code that was right, though late, was no guess.
            lockouts.Forgive(place);
            var now = clock.GetUtcNow();
            return !request.IsWaiting(now) || now >= request.ExpiresAt ? SshRefusals.NoSuchLogin : request;
        }
        catch (SharedStateException)
        {
            // A fault of ours counts against nobody.
            lockouts.Forgive(place);
            return IdentifyRefusals.SharedStateLost;
        }
    }

    /// <summary>The person vouches for the machine: it gets what it asked for in their name, with the factor they showed behind it.</summary>
    /// <remarks>Whoever decided may leave: what they decided is written down to its end.</remarks>
    /// <param name="until">When all of it ends at the latest; the caller bounds it.</param>
    /// <param name="environments">Those that the person may reach by SSH at some time.</param>
    public async Task<Step<DeviceRequest>> ApproveAsync(DeviceRequest request, Verified by, DateTimeOffset until, IReadOnlyList<string> environments)
    {
        if (SshRefusals.WhyStale(by, clock.GetUtcNow()) is { } stale)
        {
            return stale;
        }

        if (issue.WhyNot(request) is { } notNow)
        {
            return notNow;
        }

        if (by.Identified.SignIn.HasEnded)
        {
            return FactorRefusals.SignInOver;
        }

        try
        {
            return await DecideAsync(request, DeviceState.Deciding) is var (device, deciding)
                ? await GrantAsync(device, deciding, by, until, environments)
                : SshRefusals.NoSuchLogin;
        }
        catch (SharedStateException)
        {
            return IdentifyRefusals.SharedStateLost;
        }
    }

    /// <summary>The person wants nothing to do with it. False when it was decided before.</summary>
    /// <exception cref="SharedStateException">The others cannot be told.</exception>
    public async ValueTask<bool> DenyAsync(DeviceRequest request) => await DecideAsync(request, DeviceState.Denied) is not null;

    /// <summary>The machine asks for the outcome. A decision is told once, to whoever asks first, at whichever gateway.</summary>
    /// <exception cref="SharedStateException">It is not known, or was told to nobody; whoever asked may ask again.</exception>
    public async ValueTask<(DeviceOutcome Outcome, DeviceRequest? Request)> PollAsync(string? deviceCode, CancellationToken cancellationToken)
    {
        if (!TokenHash.TryOf(deviceCode, out var device))
        {
            return default;
        }

        var now = clock.GetUtcNow();
        var early = false;
        var asked = await store.TryChangeAsync(
            device,
            known =>
            {
                early = known.PolledAt is { } last && now - last < known.Interval;
                return known with { PolledAt = now, Interval = early ? known.Interval + Pace : known.Interval };
            },
            cancellationToken);
        if (asked is null)
        {
            return default;
        }

        if (early)
        {
            return (DeviceOutcome.SlowDown, null);
        }

        if (asked.State is not (DeviceState.Denied or DeviceState.Granted))
        {
            return (DeviceOutcome.Pending, null);
        }

        // What was taken back, or ended between the approval and this question, is not handed out.
        if (asked.Grant is { } made && await issue.StandsAsync(made, cancellationToken) is not true and var stands)
        {
            return (stands is null ? DeviceOutcome.NotNow : DeviceOutcome.Expired, null);
        }

        return await store.TakeAsync(device, cancellationToken) switch
        {
            { State: DeviceState.Granted, Grant: not null } granted => (DeviceOutcome.Granted, granted),
            { State: DeviceState.Denied } => (DeviceOutcome.Denied, null),
            _ => default,
        };
    }

    private async Task<Step<DeviceRequest>> GrantAsync(
        TokenHash device, DeviceRequest deciding, Verified by, DateTimeOffset until, IReadOnlyList<string> environments)
    {
        var step = await issue.IssueAsync(deciding, by, until, environments);
        if (!step.Passed(out var issued, out var refusal))
        {
            // The decision could not be written down, so none was made.
            await store.TryChangeAsync(device, known => IsOurs(known, deciding) ? Undecided(known) : null, CancellationToken.None);
            return refusal;
        }

        try
        {
            if (await store.TryChangeAsync(
                device, known => IsOurs(known, deciding) ? known with { State = DeviceState.Granted, Grant = issued.Grant } : null, CancellationToken.None) is { } granted)
            {
                return granted;
            }
        }
        catch (SharedStateException)
        {
            // It may have been written or not: what was made opens nothing any more, and if that can be said, the person decides again.
            issue.TakeBack(issued);
            await store.TryChangeAsync(
                device, known => IsOurs(known, deciding) || IsOurs(known, deciding, DeviceState.Granted) ? Undecided(known) : null, CancellationToken.None);
            throw;
        }

        issue.TakeBack(issued);
        return SshRefusals.NoSuchLogin;
    }

    // Nobody took over meanwhile because we were too slow.
    private static bool IsOurs(DeviceRequest known, DeviceRequest deciding, DeviceState state = DeviceState.Deciding) =>
        known.State == state && known.DecidingSince == deciding.DecidingSince;

    private static DeviceRequest Undecided(DeviceRequest known) => known with { State = DeviceState.Waiting, DecidingSince = null, Grant = null };

    // Of two who decide, at whichever gateways, one does.
    private async ValueTask<(TokenHash Device, DeviceRequest Decided)?> DecideAsync(DeviceRequest request, DeviceState state)
    {
        var now = clock.GetUtcNow();
        return await store.FindAsync(request.UserCode, CancellationToken.None) is { Device: var device }
            && await store.TryChangeAsync(
                device, known => known.IsWaiting(now) ? known with { State = state, DecidingSince = now } : null, CancellationToken.None) is { } decided
            ? (device, decided)
            : null;
    }
}
