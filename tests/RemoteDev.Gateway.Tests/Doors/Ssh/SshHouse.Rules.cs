using RemoteDev.Gateway.Tests.Identify;
using System.Globalization;
using System.Net;
using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <content>What may be done now: policy, the window, and Ada's second factor.</content>
public sealed partial class SshHouse
{
    /// <summary>An obligation under which no test's transfer is too much, however slow the machine is.</summary>
    internal const string Generous = """@egress("64GiB/day")""";

    private const string Cases = """
        cases:
          - name: a developer administers nothing
            person: ada
            at: Tue 09:30 Africa/Lagos
            action: managePeople
            resource: gateway
            expect: deny
        """;

    private TimeSpan _factorAge;

    /// <summary>The cookie of Ada's browser, in which she has shown the same factor as with her key.</summary>
    internal string Cookie { get; private set; } = "";

    /// <summary>The factor of Ada's key and of her browser, as if shown that long ago from the loopback.</summary>
    internal void Remember(TimeSpan age = default)
    {
        _factorAge = age;
        var (cookie, signIn) = Get<SignInSessions>().Open("ada", IPAddress.Loopback, replaces: null);
        signIn.Strengthen(new MfaProof("totp", DateTimeOffset.UtcNow - age));
        Get<SshFactors>().Remember(signIn, Key.PublicKey.Fingerprint, IPAddress.Loopback);
        Cookie = cookie.Reveal();
    }

    /// <summary>Ada in her browser, with a factor that she has just shown there.</summary>
    internal Verified AtPortal()
    {
        var (_, signIn) = Get<SignInSessions>().Open("ada", IPAddress.Loopback, replaces: null);
        var proof = new MfaProof("totp", DateTimeOffset.UtcNow);
        signIn.Strengthen(proof);
        return Verified.With(Identified.BySignIn(Connection.Accept("c", Door.Portal, "", IPAddress.Loopback, false, DateTimeOffset.UtcNow), signIn), proof);
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
            : to.TimeOfDay < TimeSpan.FromMinutes(1)
                ? [Day(from, $"{from:HH:mm}-24:00")]
                : [Day(from, $"{from:HH:mm}-24:00"), Day(to, $"00:00-{to:HH:mm}")];
        return EditAsync(new CatalogEdit.PutWindow(new WindowText { Name = "office", Zone = "UTC", Weekly = [.. weekly] }));

        static WeeklyText Day(DateTime day, string hours) => new(day.ToString("ddd", CultureInfo.InvariantCulture), hours);
    }

    /// <summary>No factor is remembered any more, and her browser has shown none.</summary>
    internal async Task ForgetAsync()
    {
        await EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: true, "Test."));
        await EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: false, "Test."));
        Cookie = Get<SignInSessions>().Open("ada", IPAddress.Loopback, replaces: null).Cookie.Reveal();
    }

    /// <summary>The words with which policy refuses this to Ada now, on whichever door.</summary>
    internal string Words(string action)
    {
        var (_, signIn) = Get<SignInSessions>().Open("ada", IPAddress.Loopback, replaces: null);
        signIn.Strengthen(new MfaProof("totp", DateTimeOffset.UtcNow - _factorAge));
        var identified = Identified.BySignIn(Connection.Accept("c", Door.Portal, "", IPAddress.Loopback, false, DateTimeOffset.UtcNow), signIn);
        var detail = action.EndsWith("Forward", StringComparison.Ordinal) || action == "forwardPort" ? AccessDetail.Ssh with { Port = SecretPort } : AccessDetail.Ssh;
        var (resource, how) = action.StartsWith("git", StringComparison.Ordinal) ? (Uids.Repository(Repository), AccessDetail.Git) : (Uids.Environment(Place), detail);
        var verdict = Get<AuthorizeRoom>().Preview(Verified.With(identified, signIn.Mfa!), Actions.Find(action)!.Uid, resource, how);
        return VerdictWords.Refuse(verdict).Reason;
    }
}
