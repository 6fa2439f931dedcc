using System.Globalization;
using System.Text;
using System.Text.Json;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Reminders;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Catalog.Reminders;

/// <summary>Time stands at 21 November 2026, 20:00 UTC, and moves when a test says so.</summary>
public sealed class PaperRemindersTests
{
    private const string SoonOver = "{ kind: nda, expiresAt: 2026-12-01T20:00:00Z }";

    [Fact]
    public async Task Tells_OnceForEachStage_WhoseWhatAndWhere()
    {
        await using var house = await ReminderHouse.OpenAsync(SoonOver);
        var gateway = house.Gateway();
        await gateway.LookAsync(CancellationToken.None);
        await gateway.LookAsync(CancellationToken.None);

        var first = Assert.Single(house.Receiver.Came);
        using (var body = JsonDocument.Parse(first.Body))
        {
            var data = body.RootElement.GetProperty("data");
            Assert.Equal("paper.due", body.RootElement.GetProperty("type").GetString());
            Assert.Equal(("ada", "ada@client.example", "nda-2026", "expires"), (Text(data, "login"), Text(data, "email"), Text(data, "document"), Text(data, "state")));
            Assert.Equal("http://remotedev.localhost:8443/papers/nda-2026", Text(data, "url"));
        }

        // Ten days are left: the stage of 14 has been told. Seven, one, over, and a week later still over.
        foreach (var days in (int[])[3, 6, 1, 7])
        {
            house.Catalog.Trace.Clock.Advance(TimeSpan.FromDays(days));
            await gateway.LookAsync(CancellationToken.None);
            await gateway.LookAsync(CancellationToken.None);
        }

        Assert.Equal(
            ["expires:20261201:14", "expires:20261201:7", "expires:20261201:1", "expired:20261201:0", "expired:20261201:1"],
            house.Catalog.Trace.Entries().Select(entry => entry.Event).OfType<ReminderSent>().Where(e => e.Taken).Select(e => e.Occasion),
            StringComparer.Ordinal);
        Assert.Equal(5, house.Receiver.Came.Select(one => one.Id).Distinct(StringComparer.Ordinal).Count());

        static string? Text(JsonElement data, string name) => data.GetProperty(name).GetString();
    }

    [Fact]
    public async Task Signs_AsTheSpecificationSays()
    {
        await using var house = await ReminderHouse.OpenAsync(SoonOver);
        await house.Gateway().LookAsync(CancellationToken.None);

        Assert.True(WebhookKey.TryRead(house.Options.SecretFile, out var key, out _));
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            key.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), Encoding.UTF8.GetBytes("""{"test": 2432232314}""")));
        var (id, timestamp, signature, body) = Assert.Single(house.Receiver.Came);
        Assert.Equal(key.Sign(id, DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, CultureInfo.InvariantCulture)), Encoding.UTF8.GetBytes(body)), signature);
        Assert.Equal("<secret>", key.ToString());
    }

    [Fact]
    public async Task TwoGateways_SendOneReminder()
    {
        await using var house = await ReminderHouse.OpenAsync("");
        await Task.WhenAll(house.Gateway().LookAsync(CancellationToken.None), house.Gateway().LookAsync(CancellationToken.None));
        await house.Gateway().LookAsync(CancellationToken.None);

        Assert.Contains("\"missing\"", Assert.Single(house.Receiver.Came).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNotTaken_IsTriedAgainUnderTheSameName_MoreAndMoreSeldom_AndGivenUpLoudly()
    {
        await using var house = await ReminderHouse.OpenAsync(SoonOver);
        house.Receiver.Answer = http =>
        {
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        var gateway = house.Gateway();
        for (var minute = 0; minute < 60 * 24; minute++)
        {
            await gateway.LookAsync(CancellationToken.None);
            house.Catalog.Trace.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(7, house.Receiver.Came.Count);
        Assert.Single(house.Receiver.Came.Select(one => one.Id).Distinct(StringComparer.Ordinal));
        Assert.Contains("given up", gateway.Warning, StringComparison.Ordinal);
        Assert.Null(gateway.WhyNotReady);

        // The next stage is another reminder, and ends the alarm when it is taken.
        house.Receiver.Answer = _ => Task.CompletedTask;
        house.Catalog.Trace.Clock.Advance(TimeSpan.FromDays(3));
        await gateway.LookAsync(CancellationToken.None);
        await gateway.LookAsync(CancellationToken.None);
        Assert.Equal(8, house.Receiver.Came.Count);
        Assert.Null(gateway.Warning);
    }

    [Fact]
    public async Task ARedirect_IsNotFollowed()
    {
        await using var house = await ReminderHouse.OpenAsync(SoonOver);
        house.Receiver.Answer = http =>
        {
            http.Response.Redirect(house.Receiver.Address + "/elsewhere");
            return Task.CompletedTask;
        };
        await house.Gateway().LookAsync(CancellationToken.None);

        Assert.Single(house.Receiver.Came);
        Assert.Contains(house.Catalog.Trace.Entries(), entry => entry.Event is ReminderSent { Taken: false, Answer: "HTTP 302" });
    }

    [Fact]
    public async Task ASilentWebhook_HasADeadline()
    {
        await using var house = await ReminderHouse.OpenAsync(SoonOver);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        house.Receiver.Answer = async http =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };
        var look = house.Gateway().LookAsync(CancellationToken.None);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        house.Catalog.Trace.Clock.Advance(TimeSpan.FromSeconds(11));
        await look.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Contains(house.Catalog.Trace.Entries(), entry => entry.Event is ReminderSent { Taken: false, Answer: "no answer within 10 s" });
    }

    [Fact]
    public async Task NobodyIsRemindedWhoIsSuspended_OrOwesNothing()
    {
        await using var house = await ReminderHouse.OpenAsync("");
        await house.PutAsync("", suspended: true);
        var gateway = house.Gateway();
        await gateway.LookAsync(CancellationToken.None);
        await house.PutAsync("{ kind: nda, expiresAt: 2030-01-01 }");
        await house.Catalog.EditAsync(new CatalogEdit.SetSuspended("ada", false, "back"));
        await gateway.LookAsync(CancellationToken.None);
        Assert.Empty(house.Receiver.Came);

        // Whoever signed and lost it again owes it anew.
        await house.PutAsync("");
        await gateway.LookAsync(CancellationToken.None);
        await house.PutAsync("{ kind: nda, expiresAt: 2030-01-01 }");
        await gateway.LookAsync(CancellationToken.None);
        house.Catalog.Trace.Clock.Advance(TimeSpan.FromSeconds(1));
        await house.PutAsync("");
        await gateway.LookAsync(CancellationToken.None);
        Assert.Equal(2, house.Receiver.Came.Select(one => one.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task AnAdministratorMayTryIt()
    {
        await using var house = await ReminderHouse.OpenAsync("");
        Assert.Equal(new WebhookAnswer(true, "HTTP 204"), await house.Gateway().TestAsync(CatalogFixture.Ines, CancellationToken.None));

        Assert.StartsWith("{\"type\":\"test\"", Assert.Single(house.Receiver.Came).Body, StringComparison.Ordinal);
        Assert.Contains(house.Catalog.Trace.Entries(), entry => entry.Event is ReminderSent { Actor: "ines", Occasion: "test", Taken: true });
    }

    [Theory]
    [InlineData("https://hooks.example/papers", true)]
    [InlineData("http://127.0.0.1:9000/", true)]
    [InlineData("http://hooks.example/papers", false)]
    [InlineData("https://user:password@hooks.example/", false)]
    [InlineData("https://hooks.example/#x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("hooks.example", false)]
    public async Task TheWebhook_MustBeAnAddressThatIsSafeToTell(string address, bool holds)
    {
        await using var house = await ReminderHouse.OpenAsync("");
        var faults = new OptionFaults();
        ReminderOptions.Check(new ReminderOptions { Webhook = address, SecretFile = house.Options.SecretFile }, faults);
        Assert.Equal(holds, !faults.Any);
    }

    [Fact]
    public void TheOptions_SayEveryFault_AndNothingOfTheSecret()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "whsec_dG9vIHNob3J0");
        var faults = new OptionFaults();
        ReminderOptions.Check(
            new ReminderOptions { Webhook = "https://hooks.example/", SecretFile = file, DaysBefore = [0], OverdueEvery = TimeSpan.FromHours(1) }, faults);
        ReminderOptions.Check(new ReminderOptions { Webhook = "https://hooks.example/" }, faults);
        File.Delete(file);

        Assert.Equal(4, faults.All.Count);
        Assert.DoesNotContain(faults.All, fault => fault.Contains("dG9v", StringComparison.Ordinal));
    }
}
